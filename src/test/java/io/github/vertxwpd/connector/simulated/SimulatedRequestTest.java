package io.github.vertxwpd.connector.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that nothing is wrong with. */
class SimulatedRequestTest {
  private static final Completion SUCCESS = new Completion(Hresult.S_OK, 1);
  private static final Completion CANCELLED = new Completion(Hresult.ERROR_CANCELLED, 1);

  private Simulation simulation;

  @BeforeEach
  void open() throws NativeCallException {
    simulation = new Simulation(new JsonObject());
  }

  @AfterEach
  void close() {
    simulation.close();
  }

  @Test
  void aRequestCompletesAfterTheLatencyAndNotBefore() throws NativeCallException {
    simulation.disconnect(1);
    simulation.time.advance(Simulation.LATENCY_MS - 1);
    assertThat(simulation.completions.all()).isEmpty();
    assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
    simulation.time.advance(1);
    assertThat(simulation.completions.all()).containsExactly(SUCCESS);
    assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void theLinkHasChangedWhenTheCompletionComes() throws NativeCallException {
    List<LinkState> seen = new ArrayList<>();
    simulation.connector.submit(
        Verb.DISCONNECT,
        simulation.pnpId(1),
        completion -> seen.add(linkOf(simulation.connector, simulation.pnpId(1))));
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(seen).containsExactly(LinkState.DISCONNECTED);
  }

  private static LinkState linkOf(Connector connector, String pnpId) {
    try {
      return connector.observe(pnpId).link();
    } catch (NativeCallException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theCompletionComesOnAForeignThread() throws NativeCallException {
    simulation.disconnect(1);
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(simulation.completions.threads())
        .singleElement()
        .isNotSameAs(Thread.currentThread());
  }

  @Test
  void requestsOnSeveralDevicesRunSideBySide() throws NativeCallException {
    simulation.disconnect(1);
    simulation.disconnect(2);
    simulation.connect(4);
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(simulation.completions.all()).containsExactly(SUCCESS, SUCCESS, SUCCESS);
    assertThat(simulation.link(1)).isEqualTo(LinkState.DISCONNECTED);
    assertThat(simulation.link(2)).isEqualTo(LinkState.DISCONNECTED);
    assertThat(simulation.link(4)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void aCancelledRequestCompletesOnceAsCancelledAndLeavesTheLink() throws NativeCallException {
    Request request = simulation.disconnect(1);
    assertThat(request.cancel()).isEqualTo(Hresult.S_OK);
    assertThat(simulation.completions.all()).isEmpty();
    simulation.time.advance(10 * Simulation.LATENCY_MS);
    assertThat(simulation.completions.all()).containsExactly(CANCELLED);
    assertThat(simulation.completions.threads()).doesNotContain(Thread.currentThread());
    assertThat(simulation.link(1)).isEqualTo(LinkState.CONNECTED);
  }

  @Test
  void aSecondCancelFindsNothing() throws NativeCallException {
    Request request = simulation.disconnect(1);
    request.cancel();
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(request.cancel()).isEqualTo(Hresult.ERROR_NOT_FOUND);
    assertThat(simulation.completions.all()).containsExactly(CANCELLED);
  }

  @Test
  void aCancelOfOneRequestLeavesTheOthersAlone() throws NativeCallException {
    Request first = simulation.disconnect(1);
    simulation.disconnect(2);
    first.cancel();
    simulation.time.advance(Simulation.LATENCY_MS);
    assertThat(simulation.completions.all()).containsExactly(CANCELLED, SUCCESS);
    assertThat(simulation.link(2)).isEqualTo(LinkState.DISCONNECTED);
  }

  @Test
  void aRequestNeverCompletesOnceItsConnectorIsClosed() throws NativeCallException {
    simulation.disconnect(1);
    simulation.connector.close();
    simulation.time.advance(10 * Simulation.LATENCY_MS);
    assertThat(simulation.completions.all()).isEmpty();
  }

  @Test
  void aConnectorThatIsOpenedAgainFindsTheLinksAsTheyAre() throws NativeCallException {
    simulation.disconnect(1);
    simulation.time.advance(Simulation.LATENCY_MS);
    simulation.connector.close();
    try (Connector next = simulation.provider.open(() -> {})) {
      assertThat(next.observe(simulation.pnpId(1)).link()).isEqualTo(LinkState.DISCONNECTED);
      assertThat(next.submit(Verb.CONNECT, simulation.pnpId(1), simulation.completions))
          .isInstanceOf(Submission.Queued.class);
      simulation.time.advance(Simulation.LATENCY_MS);
      assertThat(next.observe(simulation.pnpId(1)).link()).isEqualTo(LinkState.CONNECTED);
    }
  }
}
