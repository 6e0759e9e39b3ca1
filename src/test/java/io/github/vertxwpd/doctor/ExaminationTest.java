package io.github.vertxwpd.doctor;

import static io.github.vertxwpd.doctor.Findings.assertError;
import static io.github.vertxwpd.doctor.Findings.assertOk;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExaminationTest {
  private final List<String> told = new ArrayList<>();
  private final AtomicLong nanoTime = new AtomicLong();

  /** A minute passes whenever the check that hangs is waited for, and no time else. */
  private final Examination examination =
      new Examination(
          new Examination.Listener() {
            @Override
            public void waiting(Check check) {
              told.add("waiting for " + check.name());
              if (check.name().equals("hanging")) {
                nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
              }
            }

            @Override
            public void found(Finding finding) {
              told.add(finding.name());
            }
          },
          nanoTime::get);

  private interface Body {
    List<Finding> run() throws Exception;
  }

  private static Check check(String name, Body body) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Finding> run() throws Exception {
        return body.run();
      }
    };
  }

  private static Check ok(String name) {
    return new Known(Finding.ok(name, "all is well"));
  }

  @Test
  void theFindingsAreInTheOrderOfTheChecksAndToldAsTheyCome() throws Exception {
    Check two =
        check("two", () -> List.of(Finding.ok("two", "first"), Finding.skip("two", "second")));

    Report report = examination.of(List.of(ok("one"), two));

    assertThat(report.findings()).extracting(Finding::name).containsExactly("one", "two", "two");
    assertThat(told).containsSubsequence("one", "two", "two");
  }

  @Test
  void aCheckThatHangsIsAnErrorAndTheOthersAreMadeAllTheSame() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Check hanging =
        check(
            "hanging",
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return List.of();
            });

    Report report = examination.of(List.of(hanging, ok("next")));

    assertError(report.findings().get(0), "run doctor again");
    assertThat(report.findings().get(0).message()).isEqualTo("no answer in 10 s");
    assertThat(told).contains("waiting for hanging");
    assertOk(report.findings().get(1));
    interrupted.await();
  }

  @Test
  void aCheckThatFailsIsAnErrorAndTheOthersAreMadeAllTheSame() throws Exception {
    Check failing =
        check(
            "failing",
            () -> {
              throw new LinkageError("no such DLL");
            });

    Report report = examination.of(List.of(failing, ok("next")));

    assertError(report.findings().get(0), "report it");
    assertThat(report.findings().get(0).message()).contains("no such DLL");
    assertOk(report.findings().get(1));
  }

  @Test
  void aCheckRunsOnADaemonSoThatOneThatHangsDoesNotKeepTheProcess() throws Exception {
    Check check =
        check(
            "thread", () -> List.of(Finding.ok("thread", "" + Thread.currentThread().isDaemon())));

    assertOk(examination.of(List.of(check)).findings().get(0), "true");
  }

  @Test
  void theWorstFindingIsTheStatusAndWhatWasSkippedIsNotBad() {
    Finding skip = Finding.skip("a", "not here");
    Finding warn = Finding.warn("b", "not good", "do this");
    Finding error = Finding.error("c", "bad", "do that");

    assertThat(new Report(List.of()).worst()).isEqualTo(Status.OK);
    assertThat(new Report(List.of(skip)).worst()).isEqualTo(Status.OK);
    assertThat(new Report(List.of(warn, skip)).worst()).isEqualTo(Status.WARN);
    assertThat(new Report(List.of(warn, error, skip)).worst()).isEqualTo(Status.ERROR);
  }

  @Test
  void theJsonFormHasTheStatusAndEveryFinding() {
    Report report = new Report(List.of(Finding.warn("b", "not good", "do this").with("tookMs", 7)));

    assertThat(report.toJson())
        .isEqualTo(
            new JsonObject()
                .put("status", "warn")
                .put(
                    "checks",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("name", "b")
                                .put("status", "warn")
                                .put("message", "not good")
                                .put("fix", "do this")
                                .put("details", new JsonObject().put("tookMs", 7)))));
  }
}
