package io.github.vertxwpd.operation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class GatewayConditionTest {
  private static final String CAMERA = LedgerFixture.CAMERA;
  private static final String PHONE = "\\\\?\\BTHENUM#phone&84248D721C6E_C00000000";

  private final ScriptedApartment connector = new ScriptedApartment();

  private final class Provider implements ConnectorProvider {
    @Override
    public String name() {
      return "wpd";
    }

    @Override
    public Connector open(ChangeListener changes) {
      return connector;
    }
  }

  @BeforeEach
  void switchTheRadioOff() {
    connector.links.put(CAMERA, LinkState.CONNECTED);
    connector.links.put(PHONE, LinkState.DISCONNECTED);
    connector.obstacle =
        Optional.of(Problem.of(ProblemCode.RADIO_UNAVAILABLE, "the radio is switched off"));
  }

  private GatewayVerticle deploy(Vertx vertx) throws TimeoutException {
    GatewayVerticle gateway =
        new GatewayVerticle(
            "gw-1",
            "1.0.0",
            new Provider(),
            new WpdOptions(),
            MemoryJournal.empty("e1"),
            AuditTrail.NONE);
    vertx.deployVerticle(gateway).await(20, SECONDS);
    return gateway;
  }

  @Test
  void anAbsentRadioIsWhatDegradesAGatewayThatIsOtherwiseWell(Vertx vertx) throws Exception {
    GatewayVerticle gateway = deploy(vertx);
    Gateway described = gateway.description().await(20, SECONDS);
    GatewayCondition condition = gateway.service().condition();

    assertThat(described.degraded()).containsExactly("radio-unavailable");
    assertThat(condition.stopping()).isFalse();
    assertThat(condition.journalInTrouble()).isFalse();
    assertThat(condition.auditInTrouble()).isFalse();
    assertThat(condition.silence()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void withoutARadioNothingCanBeConnectedAndADisconnectIsTriedAllTheSame(Vertx vertx)
      throws Exception {
    WpdService service = deploy(vertx).service();
    Future<Operation> connect = service.submit(request(Verb.CONNECT, PHONE), Caller.GATEWAY);
    Operation disconnect =
        service.submit(request(Verb.DISCONNECT, CAMERA), Caller.GATEWAY).await(20, SECONDS);

    assertThatThrownBy(() -> connect.await(20, SECONDS))
        .isInstanceOfSatisfying(
            WpdException.class,
            refused ->
                assertThat(refused.problem().code()).isEqualTo(ProblemCode.RADIO_UNAVAILABLE));
    assertThat(disconnect.state()).isEqualTo(OperationState.PENDING);
  }

  private static OperationRequest request(Verb verb, String device) {
    return OperationRequest.fromJson(verb, new JsonObject().put("device", device));
  }
}
