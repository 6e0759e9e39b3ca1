package io.github.vertxwpd.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The JSON forms are those of the contract, and what is written is read back the same. */
class JsonFormsTest {
  private static final Instant T = Instant.parse("2026-11-22T09:14:00.120Z");
  private static final DeviceId DEVICE = new DeviceId("bt-a0b1c2d3e4f5");

  private static final Operation PENDING =
      new Operation(
          "0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10",
          Optional.of("order-7781"),
          Verb.DISCONNECT,
          DEVICE,
          "gw-017",
          OperationState.PENDING,
          false,
          T,
          60_000,
          false,
          Cause.COMMAND,
          false,
          Optional.of(Hresult.S_OK),
          PortableCursor.of("gw-017", new StreamPosition("k3f9", 7)),
          Optional.empty());

  private static final OperationEnd END =
      new OperationEnd(
          Outcome.SUCCEEDED,
          true,
          true,
          Optional.of(Hresult.S_OK),
          LinkState.CONNECTED,
          LinkState.DISCONNECTED,
          T.plusMillis(2_313),
          4,
          2_313,
          Optional.empty());

  @Test
  void aPageOfHistory() {
    HistoryPage page =
        new HistoryPage(
            List.of(new JsonObject().put("id", "k3f9:7")), "k3f9.7", true, Optional.empty());

    assertThat(page.toJson().encode())
        .isEqualTo("{\"events\":[{\"id\":\"k3f9:7\"}],\"cursor\":\"k3f9.7\",\"more\":true}");
    assertThat(HistoryPage.fromJson(page.toJson())).isEqualTo(page);
  }

  @Test
  void aPageOfHistoryThatIsAReset() {
    HistoryPage page =
        new HistoryPage(List.of(), "k3f9.7", false, Optional.of(ResetReason.RETENTION));

    assertThat(page.toJson().getString("reset")).isEqualTo("retention");
    assertThat(HistoryPage.fromJson(page.toJson())).isEqualTo(page);
  }

  @Test
  void aDevice() {
    Device device =
        new Device(
            DEVICE,
            "gw-017",
            "Canon EOS",
            Optional.empty(),
            Optional.empty(),
            Optional.of("MTP device"),
            "\\\\?\\BTHENUM#1",
            LinkState.CONNECTED,
            Freshness.LIVE,
            T,
            false,
            Optional.empty());

    assertThat(device.toJson())
        .isEqualTo(
            json(
                """
                {"device":"bt-a0b1c2d3e4f5","gateway":"gw-017","name":"Canon EOS","alias":null,"manufacturer":null,
                 "description":"MTP device","pnpId":"\\\\\\\\?\\\\BTHENUM#1","link":"connected","freshness":"live",
                 "observedAt":"2026-11-22T09:14:00.120Z","hold":false,"operation":null}
                """));
    assertThat(Device.fromJson(device.toJson())).isEqualTo(device);
  }

  @Test
  void aPendingOperation() {
    assertThat(PENDING.toJson())
        .isEqualTo(
            json(
                """
                {"operation":"0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10","requestId":"order-7781","verb":"disconnect",
                 "device":"bt-a0b1c2d3e4f5","gateway":"gw-017","state":"pending","duplicate":false,
                 "acceptedAt":"2026-11-22T09:14:00.120Z","timeoutMs":60000,"hold":false,"cause":"command",
                 "hresult":"0x00000000","hresultName":"S_OK","cursor":"Z3ctMDE3PWszZjkuNw"}
                """));
    assertThat(Operation.fromJson(PENDING.toJson())).isEqualTo(PENDING);
  }

  @Test
  void anEndedOperation() {
    Operation ended = PENDING.ended(END);

    assertThat(Operation.fromJson(ended.toJson())).isEqualTo(ended);
  }

  @Test
  void aCompletedEvent() {
    WpdEvent event =
        new WpdEvent(
            "gw-017",
            new StreamPosition("k3f9", 184_468),
            T,
            new EventBody.OperationCompleted(PENDING.ended(END), END));

    assertThat(event.toJson())
        .isEqualTo(
            json(
                """
                {"specversion":"1.0","id":"k3f9:184468","source":"/gateways/gw-017",
                 "type":"wpd.operation.completed.v1","subject":"devices/bt-a0b1c2d3e4f5",
                 "time":"2026-11-22T09:14:00.120Z","datacontenttype":"application/json",
                 "sequence":"00000000000000184468","correlationid":"order-7781",
                 "data":{"operation":"0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10","verb":"disconnect",
                  "outcome":"succeeded","changed":true,"verified":true,"hresult":"0x00000000","hresultName":"S_OK",
                  "before":"connected","after":"disconnected","queuedMs":4,"durationMs":2313,"problem":null}}
                """));
  }

  @Test
  void aProblem() {
    Problem problem =
        Problem.ofHresult("IPortableDeviceConnector::Disconnect", Hresult.ERROR_BUSY)
            .withDevice(DEVICE.value())
            .withOperation("op")
            .withRetryAfterMs(500)
            .withHint("close the program that uses it");

    assertThat(problem.toJson())
        .isEqualTo(
            json(
                """
                {"type":"urn:vertx-wpd:problem:wpd-error","code":"wpd-error","title":"Windows refused the request",
                 "status":502,
                 "detail":"IPortableDeviceConnector::Disconnect returned 0x800700AA ERROR_BUSY: The device is in use.",
                 "retryable":true,"retryAfterMs":500,"device":"bt-a0b1c2d3e4f5","operation":"op",
                 "hresult":"0x800700AA","hresultName":"ERROR_BUSY","hint":"close the program that uses it"}
                """));
    assertThat(Problem.fromJson(problem.toJson())).isEqualTo(problem);
  }

  @Test
  void aProblemWithErrors() {
    Problem problem =
        Problem.invalid("x", List.of(new Problem.FieldError("/device", "device is required")));

    assertThat(Problem.fromJson(problem.toJson())).isEqualTo(problem);
  }

  @Test
  void whichCodeAFailingHresultHas() {
    assertThat(Problem.ofHresult("call", Hresult.E_ACCESSDENIED).code())
        .isEqualTo(ProblemCode.ACCESS_DENIED);
    assertThat(Problem.ofHresult("call", Hresult.REGDB_E_CLASSNOTREG).code())
        .isEqualTo(ProblemCode.WPD_NOT_INSTALLED);
    assertThat(Problem.ofHresult("call", Hresult.E_FAIL).code()).isEqualTo(ProblemCode.WPD_ERROR);
  }

  private static JsonObject json(String text) {
    return new JsonObject(text);
  }
}
