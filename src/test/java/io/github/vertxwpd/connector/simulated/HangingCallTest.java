package io.github.vertxwpd.connector.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that hangs has a thread of its own here, so that the test goes on. */
@Timeout(20)
class HangingCallTest {
  private Simulation simulation;

  @AfterEach
  void close() {
    simulation.close();
  }

  private final class Call {
    private final FutureTask<Submission> submission =
        new FutureTask<>(() -> simulation.submit(Verb.DISCONNECT, 1));
    private final Thread apartment = new Thread(submission, "apartment");

    private Call() {
      apartment.start();
    }

    /** Returns once the call waits for what will free it, or the test has taken too long. */
    private void awaitHang() {
      while (apartment.getState() != Thread.State.WAITING
          && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }

    private Submission result() throws Exception {
      return submission.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void hangMeansThatTheCallReturnsAsAbortedWhenTheConnectorIsClosed() throws Exception {
    simulation = Simulation.ofFirstDevice("hang");
    Call call = new Call();
    call.awaitHang();
    simulation.time.advance(86_400_000);
    assertThat(call.submission).isNotDone();
    simulation.connector.close();
    assertThat(call.result())
        .isEqualTo(
            new Submission.Refused(
                "IPortableDeviceConnector::Disconnect",
                Hresult.ERROR_OPERATION_ABORTED,
                LinkState.CONNECTED));
    assertThat(simulation.completions.all()).isEmpty();
  }

  @Test
  void anInterruptDoesNotFreeTheCall() throws Exception {
    simulation = Simulation.ofFirstDevice("hang");
    Call call = new Call();
    call.awaitHang();
    call.apartment.interrupt();
    call.awaitHang();
    simulation.connector.close();
    assertThat(call.result()).isInstanceOf(Submission.Refused.class);
  }

  @Test
  void hangForATimeMeansThatTheCallReturnsThenAndGoesOnAsUsual() throws Exception {
    simulation = Simulation.ofFirstDevice("hang:5000");
    Call call = new Call();
    simulation.time.awaitTask();
    simulation.time.advance(4_999);
    assertThat(call.submission).isNotDone();
    simulation.time.advance(1);
    assertThat(call.result()).isInstanceOf(Submission.Queued.class);
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(simulation.completions.all()).containsExactly(new Completion(Hresult.S_OK, 1));
    assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void anotherConnectorWorksWhileOneHangs() throws Exception {
    simulation = Simulation.ofFirstDevice("hang");
    Call call = new Call();
    call.awaitHang();
    try (Connector other = simulation.provider.open(() -> {})) {
      assertThat(other.pairedDevices()).hasSize(8);
      other.submit(Verb.DISCONNECT, simulation.pnpId(2), simulation.completions);
      simulation.time.advance(Simulation.LATENCY_MS);
      assertThat(other.observe(simulation.pnpId(2)).link()).isEqualTo(LinkState.DISCONNECTED);
    }
    assertThat(call.submission).isNotDone();
  }

  @Test
  void aClosedConnectorAnswersAsWithoutCom() throws NativeCallException {
    simulation = Simulation.ofFirstDevice("hang");
    simulation.connector.close();
    assertThatThrownBy(() -> simulation.submit(Verb.DISCONNECT, 1))
        .isInstanceOf(NativeCallException.class)
        .hasMessageContaining("CO_E_NOTINITIALIZED");
    assertThatThrownBy(() -> simulation.connector.pairedDevices())
        .isInstanceOf(NativeCallException.class);
    assertThatThrownBy(() -> simulation.link(1)).isInstanceOf(NativeCallException.class);
  }
}
