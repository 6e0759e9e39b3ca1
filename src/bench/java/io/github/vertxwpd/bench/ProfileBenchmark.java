package io.github.vertxwpd.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Records with JDK Flight Recorder where the processor's time goes, and prints it: {@code
 * what=command}, clients of an embedded gateway as {@link AcceptBenchmark} has them, from the
 * request to the operation's end; {@code what=bus}, the same without journal and audit log; or
 * {@code what=fanout}, 1 000 WebSockets of a {@link FanoutServer} and events as fast as they go.
 *
 * <p>Other arguments: {@code seconds=}, after as many of warm-up; {@code clients=}; {@code
 * recording=}, where the recording stays.
 */
public final class ProfileBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "what", "command", "seconds", "20", "clients", "64", "recording", "target/profile.jfr");
  private static final int SOCKETS = 1_000;
  private static final int AT_ONCE = 100;
  private static final int OUTSTANDING = 4;
  private static final int EVENTS = 4;
  private static final long LIMIT_SECONDS = 60;

  private ProfileBenchmark() {}

  /** Runs it. */
  public static void main(String[] args)
      throws IOException, InterruptedException, TimeoutException, ParseException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    Path recording = Path.of(settings.text("recording")).toAbsolutePath();
    Duration time = Duration.ofSeconds(settings.number("seconds"));
    if (settings.is("what", "fanout")) {
      fanout(time, recording);
    } else {
      command(settings.is("what", "command"), time, settings.number("clients"), recording);
    }
    ProfileReading.of(recording).print(System.out);
    System.exit(0);
  }

  private static void command(boolean written, Duration time, int clients, Path file)
      throws IOException, TimeoutException, ParseException {
    Vertx vertx = Vertx.vertx();
    Context loop = vertx.getOrCreateContext();
    try (ScratchDirectory directory = ScratchDirectory.named("profile");
        Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      AcceptGateway gateway =
          written
              ? AcceptGateway.deploy(vertx, loop, directory.path().resolve("wpd"), true)
              : AcceptGateway.deployWithoutJournal(vertx, loop, "wpd");
      gateway.command(clients, time);
      recording.start();
      AcceptGateway.Result result = gateway.command(clients, time);
      recording.stop();
      recording.dump(file);
      System.out.println(result.accepted().perSecond() + " operations a second");
      gateway.close();
    }
  }

  /** The recording begins with the process: the warm-up is in it, and is a part like any other. */
  private static void fanout(Duration time, Path file)
      throws IOException, InterruptedException, TimeoutException {
    List<String> flags =
        List.of("-XX:StartFlightRecording=settings=profile,delay=" + time.toSeconds() + "s,name=p");
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try (FanoutProcess server =
        FanoutProcess.start("gateway", FanoutDialect.WPD, FanoutServer.class, flags, List.of())) {
      NetClient sockets = vertx.createNetClient();
      for (int from = 0; from < SOCKETS; from += AT_ONCE) {
        List<Future<FanoutClient>> group = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          group.add(
              FanoutClient.subscribe(
                  sockets, server.ready().web(), Optional.empty(), (bytes, start, end) -> {}));
        }
        Future.all(group).await(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
      NetSocket publisher =
          sockets
              .connect(server.ready().publish(), "127.0.0.1")
              .await(LIMIT_SECONDS, TimeUnit.SECONDS);
      publisher.handler(answer -> again(publisher, answer));
      for (int i = 0; i < OUTSTANDING; i++) {
        publisher.write(FanoutPublish.request(EVENTS));
      }
      TimeUnit.SECONDS.sleep(2 * time.toSeconds() + 2);
      new LinuxProcess(server.ready().pid()).jcmd("JFR.dump", "name=p", "filename=" + file);
    }
  }

  /** As many requests as there were answers; several may come together. */
  private static void again(NetSocket publisher, Buffer answers) {
    int count = answers.length() / FanoutPublish.DONE.length();
    for (int i = 0; i < count; i++) {
      publisher.write(FanoutPublish.request(EVENTS));
    }
  }
}
