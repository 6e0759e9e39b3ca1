package io.github.vertxwpd.connector.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each fault of the script does to the first device, which is connected. */
class SimulatedFaultsTest {
  private static final long A_DAY_MS = 86_400_000;
  private static final Completion SUCCESS = new Completion(Hresult.S_OK, 1);
  private static final Completion CANCELLED = new Completion(Hresult.ERROR_CANCELLED, 1);

  private Simulation simulation;

  private void open(String fault) throws NativeCallException {
    simulation = Simulation.ofFirstDevice(fault);
  }

  @AfterEach
  void close() {
    simulation.close();
  }

  @Test
  void neverMeansNoCompletionAndTheLinkStays() throws NativeCallException {
    open("never");
    simulation.disconnect(1);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all()).isEmpty();
    assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void neverMeansNoCompletionOfACancelEither() throws NativeCallException {
    open("never");
    Request request = simulation.disconnect(1);
    assertThat(request.cancel()).isEqualTo(Hresult.S_OK);
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all()).isEmpty();
  }

  @Test
  void twiceMeansTwoCompletionsOneLatencyApart() throws NativeCallException {
    open("twice");
    simulation.disconnect(1);
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(simulation.completions.all()).containsExactly(SUCCESS);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all())
        .containsExactly(SUCCESS, new Completion(Hresult.S_OK, 2));
    assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void theSecondCompletionDoesNotUndoALaterRequest() throws NativeCallException {
    open("twice");
    simulation.disconnect(1);
    simulation.time.advance(Simulation.LATENCY_MS);
    simulation.connect(1);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all()).hasSize(4);
    assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void twiceMeansThatACancelIsReportedTwiceToo() throws NativeCallException {
    open("twice");
    simulation.disconnect(1).cancel();
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all())
        .containsExactly(CANCELLED, new Completion(Hresult.ERROR_CANCELLED, 2));
  }

  @Test
  void lateMeansThatTheLinkAndTheCompletionComeAfterThatTime() throws NativeCallException {
    open("late");
    simulation.disconnect(1);
    simulation.time.advance(64_999);
    assertThat(simulation.completions.all()).isEmpty();
    assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
    simulation.time.advance(1);
    assertThat(simulation.completions.all()).containsExactly(SUCCESS);
    assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void lateMeansThatTheSuccessWinsOverACancel() throws NativeCallException {
    open("late:5000");
    Request request = simulation.disconnect(1);
    assertThat(request.cancel()).isEqualTo(Hresult.S_OK);
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all()).containsExactly(SUCCESS);
    assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void inlineMeansThatTheCompletionComesOnTheCallingThreadBeforeTheCallReturns()
      throws NativeCallException {
    open("inline");
    Request request = simulation.disconnect(1);
    assertThat(simulation.completions.all()).containsExactly(SUCCESS);
    assertThat(simulation.completions.threads()).containsExactly(Thread.currentThread());
    assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all()).hasSize(1);
  }

  @Test
  void refuseMeansThatTheCallFailsAndNothingIsQueued() throws NativeCallException {
    open("refuse");
    assertThat(simulation.submit(Verb.DISCONNECT, 1))
        .isEqualTo(
            new Submission.Refused(
                "IPortableDeviceConnector::Disconnect", Hresult.ERROR_BUSY, LinkState.CONNECTED));
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.completions.all()).isEmpty();
    assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void refuseFailsWithTheCodeOfTheScript() throws NativeCallException {
    simulation = new Simulation(new JsonObject().put("4", "refuse:0x80070005"));
    assertThat(simulation.submit(Verb.CONNECT, 4))
        .isEqualTo(
            new Submission.Refused(
                "IPortableDeviceConnector::Connect",
                Hresult.E_ACCESSDENIED,
                LinkState.DISCONNECTED));
  }

  @Test
  void flapMeansThatADisconnectedDeviceReconnectsByItselfEachTime() throws NativeCallException {
    open("flap:1000");
    for (int round = 1; round <= 3; round++) {
      simulation.disconnect(1);
      simulation.time.advance(Simulation.LATENCY_MS + 999);
      assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
      simulation.time.advance(1);
      assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
      assertThat(simulation.completions.all()).hasSize(round);
    }
  }

  @Test
  void aReconnectIsToldWhenItIsThereAndADisconnectIsNot() throws NativeCallException {
    open("flap:1000");
    simulation.disconnect(1);
    simulation.time.advance(Simulation.LATENCY_MS + 999);
    assertThat(simulation.changes.count()).isZero();
    simulation.time.advance(1);
    assertThat(simulation.changes.threads()).singleElement().isNotSameAs(Thread.currentThread());
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.changes.count()).isEqualTo(1);
  }

  @Test
  void aReconnectAfterTheConnectorWasClosedIsNotTold() throws NativeCallException {
    open("flap:1000");
    simulation.disconnect(1);
    simulation.time.advance(Simulation.LATENCY_MS);
    simulation.connector.close();
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.changes.count()).isZero();
  }

  @Test
  void flapSparesADeviceThatWasDisconnectedAtTheStart() throws NativeCallException {
    simulation = new Simulation(new JsonObject().put("4", "flap"));
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.link(4)).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void vanishMeansThatTheDeviceIsGoneAndItsRequestFails() throws NativeCallException {
    open("vanish");
    simulation.disconnect(1);
    assertGone();
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(simulation.completions.all())
        .containsExactly(new Completion(new Hresult(0x8007048F), 1));
    simulation.time.advance(A_DAY_MS);
    assertGone();
    assertThat(simulation.completions.all()).hasSize(1);
  }

  private void assertGone() throws NativeCallException {
    assertThat(simulation.connector.pairedDevices())
        .hasSize(7)
        .extracting(PairedDevice::pnpId)
        .doesNotContain(simulation.pnpId(1));
    assertThat(simulation.link(1)).isEqualTo(LinkState.UNKNOWN);
    assertThat(simulation.submit(Verb.DISCONNECT, 1)).isEqualTo(new Submission.NotPaired());
  }

  @Test
  void aVanishedDeviceComesBackAsItWas() throws NativeCallException {
    open("vanish:5000");
    simulation.disconnect(1);
    simulation.time.advance(4_999);
    assertGone();
    simulation.time.advance(1);
    assertThat(simulation.connector.pairedDevices()).hasSize(8);
    assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void thatADeviceVanishesAndComesBackIsTold() throws NativeCallException {
    open("vanish:5000");
    simulation.disconnect(1);
    assertThat(simulation.changes.count()).isZero();
    simulation.time.advance(4_999);
    assertThat(simulation.changes.count()).isEqualTo(1);
    simulation.time.advance(1);
    assertThat(simulation.changes.count()).isEqualTo(2);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.changes.count()).isEqualTo(2);
  }

  @Test
  void thatADeviceVanishesForEverIsToldOnce() throws NativeCallException {
    open("vanish");
    simulation.disconnect(1);
    simulation.time.advance(A_DAY_MS);
    assertThat(simulation.changes.count()).isEqualTo(1);
  }

  @Test
  void oneDevicesFaultLeavesTheOthersAlone() throws NativeCallException {
    open("never");
    simulation.disconnect(1);
    simulation.disconnect(2);
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(simulation.completions.all()).containsExactly(SUCCESS);
    assertThat(simulation.link(2)).isEqualTo(LinkState.DISCONNECTED);
  }
}
