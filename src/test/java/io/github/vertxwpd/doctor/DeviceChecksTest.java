package io.github.vertxwpd.doctor;

import static io.github.vertxwpd.doctor.Findings.assertError;
import static io.github.vertxwpd.doctor.Findings.assertOk;
import static io.github.vertxwpd.doctor.Findings.assertSkipped;
import static io.github.vertxwpd.doctor.Findings.assertWarning;
import static io.github.vertxwpd.doctor.Findings.named;
import static io.github.vertxwpd.doctor.Findings.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listing of paired devices, and how Windows calls back. */
class DeviceChecksTest {
  private static final String INSTANCE =
      "BTHENUM\\{9518E5CA-F6AF-464B-9907-A97433641968}_VID&0001009E_PID&4000"
          + "\\7&1A2B3C4D&0&A0B1C2D3E401_C00000000";
  private static final String PATH =
      "\\\\?\\BTHENUM#{9518E5CA-F6AF-464B-9907-A97433641968}#7&1A2B3C4D&0&A0B1C2D3E402_C00000000"
          + "#{BA0C718F-4DED-49B7-BDD3-FABE28661211}";

  private final FakeDevices devices = new FakeDevices();
  private final AtomicLong nanoTime = new AtomicLong();

  @AfterEach
  void everyApartmentIsLeft() {
    assertThat(devices.closed).isEqualTo(devices.opened);
  }

  /** Each look at the clock is a millisecond after the one before. */
  private long tick() {
    return nanoTime.addAndGet(1_000_000);
  }

  private EnumerationCheck enumeration() {
    return new EnumerationCheck(devices, this::tick);
  }

  private CallbackCheck callback(String probed) {
    return new CallbackCheck(
        devices, new FakeWindowsSystem(), Optional.ofNullable(probed), this::tick);
  }

  @Test
  void thePairedDevicesAreCountedAndTheTimeIsMeasured() throws Exception {
    devices.pair(INSTANCE, LinkState.CONNECTED);
    devices.pair(PATH, LinkState.DISCONNECTED);

    Finding finding = named("enumerate", enumeration());

    assertOk(finding, "2 paired, 1 connected; the list took 1 ms");
    assertThat(finding.details().getInteger("paired")).isEqualTo(2);
  }

  @Test
  void theFormOfTheIdsIsToldAndNobodysAddress() throws Exception {
    devices.pair(INSTANCE, LinkState.CONNECTED);
    devices.pair(PATH, LinkState.CONNECTED);
    devices.pair("USB\\VID_04A9\\1", LinkState.CONNECTED);

    Finding finding = named("pnp-id", enumeration());

    assertOk(
        finding,
        "a device instance id BTHENUM\\... with the Bluetooth address",
        "a device-interface path \\\\?\\BTHENUM#... with the Bluetooth address",
        "a device instance id USB\\... without a Bluetooth address");
    assertThat(finding.toString()).doesNotContainIgnoringCase("A0B1C2D3E40");
  }

  @Test
  void noPairedDeviceIsAWarning() throws Exception {
    assertWarning(named("enumerate", enumeration()), "pair one");
    assertSkipped(named("pnp-id", enumeration()));
  }

  @Test
  void whatKeepsThisAccountFromListingIsAnErrorWithItsHint() throws Exception {
    devices.unavailable =
        Optional.of(
            Problem.of(ProblemCode.WPD_NOT_INSTALLED, "the class is not registered")
                .withHresult(Hresult.REGDB_E_CLASSNOTREG)
                .withHint("An N edition needs the Media Feature Pack."));

    Finding finding = only(enumeration());

    assertError(finding, "Media Feature Pack");
    assertThat(finding.message()).contains("the class is not registered");
    assertThat(finding.details().getString("hresult")).isEqualTo("0x80040154");
  }

  @Test
  void aListThatFailsIsAnError() throws Exception {
    devices.listing = Optional.of(Hresult.E_ACCESSDENIED);

    Finding finding = only(enumeration());

    assertError(finding, "another account");
    assertThat(finding.message()).contains("E_ACCESSDENIED");
  }

  @Test
  void withoutADeviceThatWasNamedNobodysDeviceIsTouched() throws Exception {
    devices.pair(INSTANCE, LinkState.CONNECTED);

    assertSkipped(only(callback(null)), "--probe-callback <device>");
    assertThat(devices.opened).isZero();
  }

  private Submission completeOnAnotherThread(CompletionListener listener) {
    new Thread(() -> listener.completed(new Completion(Hresult.S_OK, 1))).start();
    return devices.queued();
  }

  private Submission completeInline(CompletionListener listener) {
    listener.completed(new Completion(Hresult.S_OK, 1));
    return devices.queued();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bt-a0b1c2d3e401", INSTANCE})
  void theNamedDeviceIsDisconnectedAndConnectedAgain(String name) throws Exception {
    devices.pair(PATH, LinkState.CONNECTED);
    devices.pair(INSTANCE, LinkState.CONNECTED);
    devices.onSubmit = this::completeOnAnotherThread;

    List<Finding> findings = callback(name).run();

    assertThat(devices.submitted).containsExactly(Verb.DISCONNECT, Verb.CONNECT);
    assertThat(devices.released).isEqualTo(2);
    assertThat(findings).hasSize(2);
    assertOk(findings.get(0), "disconnect", "S_OK", "another thread, 4711", "apartment: none");
    assertThat(findings.get(0).details().getBoolean("callingThread")).isFalse();
    assertThat(findings.get(1).details().getString("verb")).isEqualTo("connect");
  }

  @Test
  void aDeviceThatIsNotConnectedIsConnectedAndDisconnectedAgain() throws Exception {
    devices.pair(INSTANCE, LinkState.DISCONNECTED);
    devices.onSubmit = this::completeOnAnotherThread;

    callback(INSTANCE).run();

    assertThat(devices.submitted).containsExactly(Verb.CONNECT, Verb.DISCONNECT);
  }

  @Test
  void aCallThatComesBeforeTheRequestHasReturnedIsSeen() throws Exception {
    devices.pair(INSTANCE, LinkState.CONNECTED);
    devices.onSubmit = this::completeInline;

    Finding finding = callback(INSTANCE).run().get(0);

    assertOk(finding, "before the call had returned", "the calling thread");
    assertThat(finding.details().getBoolean("beforeReturn")).isTrue();
    assertThat(finding.details().getBoolean("callingThread")).isTrue();
  }

  @Test
  void aRequestThatCompletesWithAFailureIsAWarning() throws Exception {
    devices.pair(INSTANCE, LinkState.CONNECTED);
    devices.onSubmit =
        listener -> {
          listener.completed(new Completion(new Hresult(0x8007001F), 1));
          return devices.queued();
        };

    assertWarning(callback(INSTANCE).run().get(0), "in range");
  }

  @Test
  void aRequestThatIsRefusedIsAnErrorAndTheSecondIsNotMade() throws Exception {
    devices.pair(INSTANCE, LinkState.CONNECTED);
    devices.onSubmit =
        listener ->
            new Submission.Refused(
                "IPortableDeviceConnector::Disconnect",
                Hresult.E_ACCESSDENIED,
                LinkState.CONNECTED);

    Finding finding = only(callback(INSTANCE));

    assertError(finding, "run doctor again");
    assertThat(finding.message()).contains("Disconnect returned 0x80070005");
    assertThat(devices.submitted).containsExactly(Verb.DISCONNECT);
  }

  @Test
  void aDeviceThatIsNotPairedAndAListThatFailsAreErrors() throws Exception {
    assertError(only(callback("bt-a0b1c2d3e4ff")), "vertx-wpd devices");

    devices.listing = Optional.of(Hresult.E_FAIL);
    assertError(only(callback(INSTANCE)), "enumerate");

    devices.unavailable = Optional.of(Problem.of(ProblemCode.WPD_NOT_INSTALLED, "not installed"));
    assertError(only(callback(INSTANCE)), "enumerate");
  }
}
