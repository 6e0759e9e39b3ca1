package io.github.vertxwpd.metrics;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.web.CloseCode;
import io.github.vertxwpd.web.SocketKind;
import io.github.vertxwpd.web.WebListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts connections that get events, and what is denied. */
final class WebMeters implements WebListener {
  private final Map<SocketKind, AtomicLong> open = new EnumMap<>(SocketKind.class);
  private final Family<SocketKind> slow;
  private final Family<ResetReason> resets;
  private final Family<CloseCode> closes;
  private final Family<ProblemCode> denied;
  private final Family<ProblemCode> credentials;
  private final Counter resumes;

  WebMeters(MeterRegistry registry) {
    for (SocketKind kind : SocketKind.values()) {
      AtomicLong count = new AtomicLong();
      open.put(kind, count);
      Gauge.builder("wpd.sockets.open", count::get)
          .description("Connections that get events")
          .tag("kind", kind.wireName())
          .register(registry);
    }
    slow =
        new Family<>(
            registry,
            "wpd.slow.consumers.closed",
            "Connections that were cut off because the client does not read",
            Tags.empty(),
            "kind",
            List.of(SocketKind.values()));
    resumes =
        Counter.builder("wpd.subscription.resumes")
            .description("Subscribers that came back and went on where they were")
            .register(registry);
    resets =
        new Family<>(
            registry,
            "wpd.subscription.resets",
            "Subscribers that could not go on where they were and got a snapshot",
            Tags.empty(),
            "reason",
            List.of(ResetReason.values()));
    closes =
        new Family<>(
            registry,
            "wpd.websocket.closes",
            "WebSockets that the server closed, by close code",
            Tags.empty(),
            "code",
            List.of(CloseCode.values()));
    denied = codes(registry, "wpd.requests.denied", "Requests and messages that were denied");
    credentials = codes(registry, "wpd.authentication.failures", "Credentials that let nobody in");
  }

  private static Family<ProblemCode> codes(MeterRegistry registry, String name, String help) {
    List<ProblemCode> known =
        List.of(ProblemCode.UNAUTHENTICATED, ProblemCode.FORBIDDEN, ProblemCode.RATE_LIMITED);
    return new Family<>(
        registry, name, help + ", by the problem's code", Tags.empty(), "code", known);
  }

  @Override
  public void opened(SocketKind kind) {
    open.get(kind).incrementAndGet();
  }

  @Override
  public void gone(SocketKind kind) {
    open.get(kind).decrementAndGet();
  }

  @Override
  public void closed(CloseCode code) {
    closes.count(code);
  }

  @Override
  public void slowConsumerClosed(SocketKind kind) {
    slow.count(kind);
  }

  @Override
  public void resumed() {
    resumes.increment();
  }

  @Override
  public void reset(ResetReason reason) {
    resets.count(reason);
  }

  @Override
  public void denied(ProblemCode code) {
    denied.count(code);
  }

  @Override
  public void credentialRefused(ProblemCode code) {
    credentials.count(code);
  }
}
