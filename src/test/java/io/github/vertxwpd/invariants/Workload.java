package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Chooses at random what to ask for next; the same seed makes the same choices of the same
 * situation. For any thread.
 */
final class Workload {
  private static final List<Long> TIMEOUTS_MS = List.of(1_000L, 1_000L, 1_000L, 3_000L);
  private static final List<Long> EXPIRIES_MS = List.of(1L, 20L, 200L, 2_000L, 5_000L);
  private static final int REMEMBERED = 200;

  /** A device that blocks all others for a while is asked only now and then. */
  private static final double RELUCTANCE = 0.95;

  /** A device that is kept is left alone, so that its hold has to be enforced. */
  private static final double LEFT_ALONE = 0.97;

  private static final double KEPT = 0.9;

  private final Random random;
  private final List<String> devices;
  private final Set<String> reluctant;
  private final Set<String> kept;
  private final Set<String> verbs;
  private final Deque<Command> unknown = new ArrayDeque<>();
  private final List<Command> accepted = new ArrayList<>();
  private long requestIds;

  /**
   * Makes a workload.
   *
   * @param seed what the choices start from
   * @param devices the devices to ask for
   * @param reluctant those to ask only seldom
   * @param kept those to hold most of the time
   * @param verbs what to ask
   */
  Workload(
      long seed, List<String> devices, Set<String> reluctant, Set<String> kept, Set<String> verbs) {
    this.random = new Random(seed);
    this.devices = devices;
    this.reluctant = reluctant;
    this.kept = kept;
    this.verbs = verbs;
  }

  /** Returns the longest that an operation may take while its gateway lives, in milliseconds. */
  static long boundMs() {
    return EXPIRIES_MS.stream().mapToLong(i -> i).max().orElseThrow()
        + TIMEOUTS_MS.stream().mapToLong(i -> i).max().orElseThrow()
        + EndsOnce.GRACE_MS;
  }

  /**
   * Chooses the next request.
   *
   * @param running the operations that run
   */
  synchronized Command next(List<String> running) {
    if (!unknown.isEmpty() && random.nextDouble() < 0.5) {
      return unknown.remove();
    }
    double choice = random.nextDouble();
    if (choice < 0.06 && verbs.contains(Verbs.CANCEL) && !running.isEmpty()) {
      String operation = running.get(random.nextInt(running.size()));
      return cancel(operation);
    }
    if (choice < 0.08 && !running.isEmpty()) {
      return read(running.get(random.nextInt(running.size())));
    }
    if (choice < 0.12 && !accepted.isEmpty()) {
      return accepted.get(random.nextInt(accepted.size()));
    }
    if (choice < 0.14 && !accepted.isEmpty()) {
      return otherBody(accepted.get(random.nextInt(accepted.size())));
    }
    return fresh();
  }

  static Command cancel(String operation) {
    return new Command(Verbs.CANCEL, operation, Optional.empty(), new JsonObject(), false);
  }

  static Command connect(String device) {
    JsonObject body = new JsonObject().put("timeoutMs", 1_000).put("expiresInMs", 5_000);
    return new Command(Verbs.CONNECT, device, Optional.empty(), body, false);
  }

  static Command hold(String device) {
    JsonObject body =
        new JsonObject().put("timeoutMs", 1_000).put("expiresInMs", 5_000).put("hold", true);
    return new Command(Verbs.DISCONNECT, device, Optional.empty(), body, false);
  }

  static Command read(String operation) {
    return new Command(Verbs.READ, operation, Optional.empty(), new JsonObject(), false);
  }

  /** Takes note of how a request was answered. */
  synchronized void answered(Command command, Optional<Answered> answer) {
    if (command.requestId().isEmpty()) {
      return;
    }
    if (answer.isEmpty()) {
      unknown.add(command);
    } else if (answer.get().status() < 300) {
      accepted.add(command);
      if (accepted.size() > REMEMBERED) {
        accepted.remove(0);
      }
    }
  }

  private Command fresh() {
    String device = device();
    boolean keep = kept.contains(device) && verbs.contains("hold") && random.nextDouble() < KEPT;
    boolean connect =
        !keep
            && verbs.contains(Verbs.CONNECT)
            && (!verbs.contains(Verbs.DISCONNECT) || random.nextBoolean());
    JsonObject body =
        new JsonObject()
            .put("timeoutMs", oneOf(TIMEOUTS_MS))
            .put("expiresInMs", oneOf(EXPIRIES_MS));
    if (random.nextDouble() < 0.1) {
      body.put("wait", true);
    }
    if (keep || (!connect && verbs.contains("hold") && random.nextDouble() < 0.05)) {
      body.put("hold", true);
    }
    Optional<String> requestId =
        random.nextDouble() < 0.7 ? Optional.of("request-" + ++requestIds) : Optional.empty();
    String verb = connect ? Verbs.CONNECT : Verbs.DISCONNECT;
    return new Command(verb, device, requestId, body, random.nextDouble() < 0.2);
  }

  private Command otherBody(Command command) {
    JsonObject body = command.body().copy().put("timeoutMs", 2_345);
    return new Command(
        command.verb(), command.target(), command.requestId(), body, command.onSocket());
  }

  private String device() {
    String device = devices.get(random.nextInt(devices.size()));
    boolean other =
        (reluctant.contains(device) && random.nextDouble() < RELUCTANCE)
            || (kept.contains(device) && random.nextDouble() < LEFT_ALONE);
    return other ? device() : device;
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
