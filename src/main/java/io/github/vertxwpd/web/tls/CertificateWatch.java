package io.github.vertxwpd.web.tls;

import io.github.vertxwpd.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the certificate's files have changed, and whether it ends soon. A pair of files
 * that is not good, as while they are being replaced, leaves the one that is served as it is.
 * Confined to the server's event loop, but for {@link #degraded()}.
 */
public final class CertificateWatch {
  /** How long before its end a certificate makes the gateway degraded. */
  static final Duration EXPIRING = Duration.ofDays(14);

  private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  /** Told of what was read. */
  public interface Listener {
    /** A new certificate is served from now on. */
    void replaced(ServerCertificate now);

    /**
     * There is a new one that cannot be served. Called once until there is a good one.
     *
     * @param why in words for the operator
     */
    void refused(String why);
  }

  private final Vertx vertx;
  private final TlsOptions files;
  private final Function<ServerCertificate, Future<?>> serve;
  private final Listener listener;
  private final Clock clock;
  private volatile ServerCertificate served;
  private volatile Future<Void> looking = Future.succeededFuture();
  private boolean refused;
  private Optional<Instant> warned = Optional.empty();

  /**
   * Makes a watch.
   *
   * @param files what is watched
   * @param served what was read of them already, and is served
   * @param serve makes the server serve another one
   * @param clock tells the time of day
   */
  public CertificateWatch(
      Vertx vertx,
      TlsOptions files,
      ServerCertificate served,
      Function<ServerCertificate, Future<?>> serve,
      Listener listener,
      Clock clock) {
    this.vertx = vertx;
    this.files = files;
    this.served = served;
    this.serve = serve;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Looks once, unless a look is under way. To be called every few seconds.
   *
   * @return completes when what was found is served, or reported; never fails
   */
  public Future<Void> look() {
    warnOnceADay();
    if (looking.isComplete()) {
      looking =
          vertx
              .executeBlocking(() -> ServerCertificate.read(vertx, files))
              .compose(this::take)
              .onFailure(failure -> refuse(failure.getMessage()))
              .<Void>mapEmpty()
              .otherwiseEmpty();
    }
    return looking;
  }

  private Future<?> take(ServerCertificate read) {
    if (read.isSameAs(served)) {
      refused = false;
      return Future.succeededFuture();
    }
    return serve.apply(read).onSuccess(done -> replace(read));
  }

  private void replace(ServerCertificate read) {
    served = read;
    refused = false;
    warned = Optional.empty();
    LOG.info("Serving a new certificate: {}", read);
    listener.replaced(read);
    warnOnceADay();
  }

  private void refuse(String why) {
    if (!refused) {
      refused = true;
      LOG.warn("The certificate that is served stays; the new one is not good: {}", why);
      listener.refused(why);
    }
  }

  /** Returns why the certificate is a reason for concern; empty where it is not. Thread-safe. */
  public List<String> degraded() {
    Instant now = clock.instant();
    Instant end = served.ends();
    if (!now.isBefore(end)) {
      return List.of("certificate-expired");
    }
    return now.plus(EXPIRING).isBefore(end) ? List.of() : List.of("certificate-expiring");
  }

  /** Returns when the certificate ends that is served. Thread-safe. */
  public Instant end() {
    return served.ends();
  }

  private void warnOnceADay() {
    Instant now = clock.instant();
    boolean due = warned.map(last -> !now.isBefore(last.plus(BETWEEN_WARNINGS))).orElse(true);
    if (due && !degraded().isEmpty()) {
      warned = Optional.of(now);
      LOG.warn(
          "{}: the certificate of {} ends at {}; put a new one at {}",
          degraded().get(0),
          served.own().getSubjectX500Principal().getName(),
          served.ends(),
          files.getCertificate());
    }
  }
}
