package io.github.vertxwpd.metrics;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.web.SocketKind;
import io.github.vertxwpd.web.WebListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts connections that get events, and what is denied. */
final class WebMeters implements WebListener {
  private final MeterRegistry registry;
  private final Map<SocketKind, AtomicLong> open = new EnumMap<>(SocketKind.class);
  private final Family<SocketKind> slow;
  private final Family<ResetReason> resets;
  private final Family<ProblemCode> denied;
  private final Family<ProblemCode> credentials;
  private final Counter resumes;

  WebMeters(MeterRegistry registry) {
    this.registry = registry;
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
            SocketKind.class);
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
            ResetReason.class);
    denied = codes("wpd.requests.denied", "Requests and messages that were denied, by code");
    credentials = codes("wpd.authentication.failures", "Credentials that let nobody in, by code");
  }

  private Family<ProblemCode> codes(String name, String help) {
    return new Family<>(registry, name, help, Tags.empty(), "code", ProblemCode.class);
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
  public void closed(int code) {
    registry.counter("wpd.websocket.closes", "code", Integer.toString(code)).increment();
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
