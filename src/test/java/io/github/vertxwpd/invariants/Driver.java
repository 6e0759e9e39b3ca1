package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.JournalTorn;
import io.github.vertxwpd.invariants.Entry.RunStarted;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.github.vertxwpd.invariants.Troubles.Trouble;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs a gateway, sends it commands, breaks it again and again, and records what comes of it. */
final class Driver implements AutoCloseable {
  private static final long STEP_MS = 20;
  private static final int SNAPSHOT_EVERY = 150;
  private static final int READ_AT_END = 100;
  private static final long CATCH_UP_MS = 10_000;

  /** How long a command may be on its way that neither waits nor joins a round of a hold. */
  private static final long COMMAND_MS = 8_000;

  /** What devices that answer have, of all faults. */
  private static final Set<String> ANSWERING = Set.of("", "twice", "inline");

  private final RunSettings settings;
  private final History history;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final GatewayUnderTest gateway;
  private final MissedEnds ends = new MissedEnds();
  private final EventFollower follower;
  private final Client client;
  private final Troubles troubles;
  private final Random tearing;
  private final Semaphore outstanding;
  private final Deque<String> latest = new ArrayDeque<>();
  private long nextTroubleMs = Long.MAX_VALUE;
  private long proceedMs = Long.MAX_VALUE;
  private long kills;
  private long steps;

  Driver(RunSettings settings, History history) {
    this.settings = settings;
    this.history = history;
    this.gateway = new GatewayUnderTest(settings, history);
    this.follower = new EventFollower(http, timer, history, ends);
    this.client = new Client(http, history, follower);
    this.troubles = new Troubles(settings);
    this.tearing = new Random(settings.seed());
    this.outstanding = new Semaphore(settings.outstanding());
  }

  /** Runs until there were enough kills and operations, or the time is up; then until the quiet. */
  void run() throws Exception {
    history.record(new RunStarted(settings.seed(), settings.toJson()));
    gateway.launch();
    serve();
    if (!follower.awaitSubscribed(CATCH_UP_MS)) {
      throw new AssertionError("the gateway takes no subscription");
    }
    List<String> devices = devices();
    Workload workload =
        new Workload(settings.seed(), devices, hanging(devices), kept(devices), settings.verbs());
    long endMs = nowMs() + TimeUnit.SECONDS.toMillis(settings.seconds());
    while (nowMs() < endMs && !enough()) {
      step(workload);
    }
    quiet(
        those(devices, number -> ANSWERING.contains(settings.fault(number))),
        those(devices, number -> settings.fault(number).equals("flap")));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    gateway.close();
  }

  private boolean enough() {
    return kills >= settings.kills() && follower.accepted() >= settings.operations();
  }

  private void step(Workload workload) throws Exception {
    if (gateway.noteDeath()) {
      follower.detach();
      gateway.launch();
      serve();
    } else if (nowMs() >= proceedMs) {
      proceed();
    } else if (nowMs() >= nextTroubleMs) {
      breakIt(troubles.next());
    } else if (outstanding.tryAcquire(STEP_MS, TimeUnit.MILLISECONDS)) {
      send(workload, workload.next(follower.running()));
      askForMissedEnds();
      if (++steps % SNAPSHOT_EVERY == 0 && proceedMs == Long.MAX_VALUE) {
        Optional<SnapshotSeen> unused = client.snapshot();
      }
    }
  }

  private void send(Workload workload, Command command) {
    var unused =
        client
            .send(command)
            .thenAccept(
                answer -> {
                  workload.answered(command, answer);
                  answer.ifPresent(a -> remember(a));
                  outstanding.release();
                });
  }

  private void remember(Answered answer) {
    synchronized (latest) {
      Optional.ofNullable(answer.body().getString("operation")).ifPresent(latest::add);
      if (latest.size() > READ_AT_END) {
        latest.remove();
      }
    }
    EndsOnce.accepted(answer).ifPresent(ends::told);
  }

  /** The gateway forgets how operations ended, in the end: it is asked soon after a gap. */
  private void askForMissedEnds() {
    for (String operation : ends.drain()) {
      var unused =
          client
              .send(Workload.read(operation))
              .thenAccept(
                  answer ->
                      answer
                          .filter(a -> "ended".equals(a.body().getString("state")))
                          .ifPresent(a -> ends.ended(operation)));
    }
  }

  private void breakIt(Trouble trouble) throws Exception {
    switch (trouble) {
      case KILL, KILL_TWICE, KILL_AND_TEAR -> kill(trouble);
      case STOP -> {
        gateway.stop();
        follower.detach();
        gateway.launch();
        serve();
      }
      case SUSPEND -> {
        gateway.suspend();
        proceedMs = nowMs() + troubles.shortlyMs();
        nextTroubleMs = Long.MAX_VALUE;
      }
    }
  }

  private void kill(Trouble trouble) throws Exception {
    gateway.kill();
    kills++;
    follower.detach();
    if (trouble == Trouble.KILL_AND_TEAR) {
      tear();
    }
    gateway.launch();
    if (trouble == Trouble.KILL_TWICE) {
      gateway.awaitReady(troubles.shortlyMs());
      gateway.kill();
      kills++;
      gateway.launch();
    }
    serve();
  }

  private void tear() throws IOException {
    Optional<WriteAheadLog> log = WriteAheadLog.in(gateway.data());
    if (log.isPresent()) {
      history.record(new JournalTorn(log.get().tear(tearing)));
    }
    history.record(new JournalTorn(tearAudit()));
  }

  /** Leaves half a record, or a hole, at the end of the audit log. */
  private String tearAudit() throws IOException {
    try (Stream<Path> files = Files.list(gateway.data().resolve("audit"))) {
      Path newest =
          files
              .filter(file -> file.toString().endsWith(".ndjson"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      byte[] torn = new byte[1 + tearing.nextInt(5_000)];
      Arrays.fill(torn, tearing.nextBoolean() ? (byte) '{' : 0);
      Files.write(newest, torn, StandardOpenOption.APPEND);
      return torn.length + " torn bytes follow in the audit log";
    }
  }

  private void proceed() throws Exception {
    gateway.proceed();
    proceedMs = Long.MAX_VALUE;
    scheduleTrouble();
  }

  private void serve() throws InterruptedException {
    URI address = gateway.awaitReady();
    client.use(address);
    follower.attach(address);
    scheduleTrouble();
  }

  private void scheduleTrouble() {
    nextTroubleMs = troubles.any() ? nowMs() + troubles.untilNextMs() : Long.MAX_VALUE;
  }

  private void quiet(Set<String> answering, Set<String> flapping) throws Exception {
    if (proceedMs < Long.MAX_VALUE) {
      proceed();
    }
    Settlement settlement = new Settlement(client, follower, history, settings.devices());
    if (settings.verbs().contains("hold")) {
      settleHolds(settlement, answering, flapping);
    }
    settlement.letGo();
    long boundMs = Workload.boundMs();
    boolean unused = outstanding.tryAcquire(settings.outstanding(), boundMs, TimeUnit.MILLISECONDS);
    List<String> remembered;
    synchronized (latest) {
      remembered = List.copyOf(latest);
    }
    settlement.settle(boundMs, remembered, ends);
    gateway.stop();
    follower.detach();
  }

  /** A restarted simulator has devices connected again: the holds are to disconnect them. */
  private void settleHolds(Settlement settlement, Set<String> answering, Set<String> flapping)
      throws Exception {
    if (outstanding.tryAcquire(settings.outstanding(), COMMAND_MS, TimeUnit.MILLISECONDS)) {
      outstanding.release(settings.outstanding());
    }
    Set<String> all = new HashSet<>(answering);
    all.addAll(flapping);
    settlement.hold(all);
    if (settings.troubles().contains("kill")) {
      kill(Trouble.KILL);
    }
    settlement.awaitHeld(answering, flapping);
  }

  /** The devices as they are listed: in the order of their numbers. */
  private List<String> devices() throws Exception {
    return client.get("/devices").getJsonArray("devices").stream()
        .map(device -> ((JsonObject) device).getString("device"))
        .toList();
  }

  private Set<String> hanging(List<String> devices) {
    return those(devices, number -> settings.fault(number).equals("hang"));
  }

  private Set<String> kept(List<String> devices) {
    return those(devices, number -> settings.kept().contains(Integer.toString(number)));
  }

  private static Set<String> those(List<String> devices, IntPredicate which) {
    return IntStream.rangeClosed(1, devices.size())
        .filter(which)
        .mapToObj(number -> devices.get(number - 1))
        .collect(Collectors.toSet());
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
