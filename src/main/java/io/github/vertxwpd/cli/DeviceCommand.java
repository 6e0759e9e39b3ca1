package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code connect} and {@code disconnect}: what they have in common. */
abstract class DeviceCommand implements Callable<Integer> {
  /** When such a command ends, for its description. */
  static final String WHEN_IT_ENDS =
      "Ends once Windows has queued the request, or with --wait once the operation has ended.";

  /** The contract's default for {@code timeoutMs}. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

  /** An operation ends by {@code expiresInMs + timeoutMs + 10 s}; the first is 30 s by default. */
  private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(30 + 10);

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final Console console;
  private final Verb verb;

  @Mixin private GatewayAddress address;

  @Parameters(
      paramLabel = "<device>",
      description = "The device's id as `devices` prints it, its PnP id, or its alias.")
  private String device;

  @Option(names = "--wait", description = "Wait until the operation has ended.")
  private boolean wait;

  @Option(
      names = "--dry-run",
      description = "Only ask whether it would be accepted; nothing is done.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "<time>",
      converter = DurationConverter.class,
      description =
          "How long Windows may take, such as 90s, 2m or 1500ms; default: 60s."
              + " The command waits as long as an operation can last: 40 s more.")
  private Duration timeout;

  @Option(
      names = "--gateway",
      paramLabel = "<id>",
      converter = GatewayIdConverter.class,
      description = "The gateway that is to do it, where several know the device.")
  private String gateway;

  @Option(
      names = "--request-id",
      paramLabel = "<id>",
      description =
          "The request's own id: the same one is never carried out twice, so that a request whose"
              + " outcome is unknown can be sent again. Default: a new one.")
  private String requestId;

  /**
   * Makes a command.
   *
   * @param verb what to do with the device
   */
  DeviceCommand(Console console, Verb verb) {
    this.console = console;
    this.verb = verb;
  }

  /** Adds to a request's body what only this verb has. */
  abstract void addOptions(JsonObject body);

  @Override
  public final Integer call() throws CommandFailure, InterruptedException {
    GatewayApi api = address.api(console.environment());
    String id = requestId != null ? requestId : UUID.randomUUID().toString();
    try {
      JsonObject operation = ask(api, id);
      if (dryRun) {
        console.result(OperationText.dryRun(operation), operation);
        return ExitCode.OK;
      }
      console.result(OperationText.of(operation), operation);
      return OperationText.exitCode(operation);
    } catch (CommandFailure e) {
      throw e.exitCode() == ExitCode.OUTCOME_UNKNOWN
          ? e.withHint("ask again with --request-id " + id)
          : e;
    }
  }

  private String path() {
    return "/api/v1/devices/" + GatewayApi.segment(device) + "/" + verb.wireName();
  }

  private JsonObject body() {
    JsonObject body = new JsonObject();
    if (timeout != null) {
      body.put("timeoutMs", timeout.toMillis());
    }
    if (gateway != null) {
      body.put("gateway", gateway);
    }
    if (dryRun) {
      body.put("dryRun", true);
    }
    addOptions(body);
    return body;
  }

  /** Returns how long an operation can last. */
  private Duration limit() {
    return (timeout != null ? timeout : DEFAULT_TIMEOUT).plus(BEYOND_TIMEOUT);
  }

  /** Sends the request, and waits for its end where that is wanted. */
  private JsonObject ask(GatewayApi api, String id) throws CommandFailure, InterruptedException {
    try (Progress progress = new Progress(console, verb, device, System::nanoTime)) {
      JsonObject operation = api.post(path(), body(), id, limit(), progress::tick);
      boolean over = dryRun || "ended".equals(operation.getString("state"));
      return over || !wait
          ? operation
          : new CompletionWait(api, POLL_INTERVAL, progress).await(operation, limit());
    }
  }
}
