package io.github.vertxwpd.web.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.stream.SettableClock;
import io.github.vertxwpd.web.TestCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CertificateWatchTest {
  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> told = new ArrayList<>();
  private final List<ServerCertificate> served = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(CertificateWatch.class);
  private TestCertificate files;
  private SettableClock clock;
  private CertificateWatch watch;
  private boolean unservable;

  @BeforeEach
  void start() {
    log.start();
    logger.addAppender(log);
    files = TestCertificate.make(directory, "EC", "+0d", 365);
    TlsOptions options =
        new TlsOptions().setCertificate(files.file().toString()).setKey(files.key().toString());
    ServerCertificate first = ServerCertificate.read(vertx, options);
    clock = new SettableClock(first.ends().minus(Duration.ofDays(30)));
    watch = new CertificateWatch(vertx, options, first, this::serve, new Told(), clock);
  }

  @AfterEach
  void stop() throws Exception {
    logger.detachAppender(log);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private final class Told implements CertificateWatch.Listener {
    @Override
    public void replaced(ServerCertificate now) {
      told.add("replaced");
    }

    @Override
    public void refused(String why) {
      told.add(why);
    }
  }

  private Future<?> serve(ServerCertificate certificate) {
    served.add(certificate);
    return unservable
        ? Future.failedFuture(new IllegalStateException("as the test wants it"))
        : Future.succeededFuture();
  }

  private void look() throws Exception {
    watch.look().await(20, TimeUnit.SECONDS);
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void filesThatStayAsTheyAreAreNotServedAgain() throws Exception {
    look();
    look();

    assertThat(served).isEmpty();
    assertThat(told).isEmpty();
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aNewPairIsServedOnce() throws Exception {
    TestCertificate next = TestCertificate.in(directory);
    files.replaceBy(next);
    look();
    look();

    assertThat(served).hasSize(1);
    assertThat(served.get(0).pem().toString()).isEqualTo(Files.readString(next.file()));
    assertThat(told).containsExactly("replaced");
  }

  @Test
  void aPairThatIsNotGoodIsReportedOnceAndAGoodOneIsServedAfterIt() throws Exception {
    TestCertificate next = TestCertificate.in(directory);
    Files.writeString(files.file(), Files.readString(next.file()));
    look();
    Files.writeString(files.file(), "nonsense");
    look();

    assertThat(served).isEmpty();
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).contains("does not belong to");
    assertThat(warnings()).hasSize(1);
    files.replaceBy(next);
    look();
    assertThat(served).hasSize(1);
    Files.delete(files.key());
    look();
    assertThat(told).hasSize(3);
    assertThat(told.get(2)).contains("http.tls.key").contains("does not exist");
    assertThat(warnings()).hasSize(2);
  }

  @Test
  void theOldPairComesBackWithoutAWord() throws Exception {
    String before = Files.readString(files.file());
    Files.writeString(files.file(), "nonsense");
    look();
    Files.writeString(files.file(), before);
    look();
    Files.writeString(files.file(), "nonsense");
    look();

    assertThat(served).isEmpty();
    assertThat(told).hasSize(2);
  }

  @Test
  void whatTheServerDoesNotTakeIsReportedAndTriedAgain() throws Exception {
    unservable = true;
    files.replaceBy(TestCertificate.in(directory));
    look();
    look();
    assertThat(told).hasSize(1);
    unservable = false;
    look();

    assertThat(told).hasSize(2).endsWith("replaced");
  }

  @Test
  void aCertificateThatEndsSoonOrHasEndedIsAReasonForConcern() {
    assertThat(watch.degraded()).isEmpty();
    clock.advance(Duration.ofDays(16).minusSeconds(1));
    assertThat(watch.degraded()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(watch.degraded()).containsExactly("certificate-expiring");
    clock.advance(Duration.ofDays(14).minusSeconds(1));
    assertThat(watch.degraded()).containsExactly("certificate-expiring");
    clock.advance(Duration.ofSeconds(1));
    assertThat(watch.degraded()).containsExactly("certificate-expired");
  }

  @Test
  void theLogSaysSoOnceADay() throws Exception {
    clock.advance(Duration.ofDays(20));
    look();
    clock.advance(Duration.ofHours(23));
    look();
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0))
        .contains("certificate-expiring")
        .contains("CN=localhost")
        .contains(files.file().toString());
    clock.advance(Duration.ofHours(1));
    look();
    assertThat(warnings()).hasSize(2);
    clock.advance(Duration.ofDays(10));
    look();
    assertThat(warnings()).hasSize(3);
    assertThat(warnings().get(2)).contains("certificate-expired");
  }

  @Test
  void aNewCertificateEndsTheConcern() throws Exception {
    clock.advance(Duration.ofDays(29));
    TestCertificate next = TestCertificate.make(directory, "EC", "+0d", 2_000);
    files.replaceBy(next);
    look();

    assertThat(watch.degraded()).isEmpty();
    assertThat(Instant.now()).isBefore(served.get(0).ends());
  }
}
