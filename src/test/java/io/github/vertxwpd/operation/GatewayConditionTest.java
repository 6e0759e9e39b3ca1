package io.github.vertxwpd.operation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.ProviderUnavailableException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class GatewayConditionTest {
  private static final class NoRadio implements ConnectorProvider {
    @Override
    public String name() {
      return "wpd";
    }

    @Override
    public Connector open(ChangeListener changes) throws ProviderUnavailableException {
      throw new ProviderUnavailableException(
          Problem.of(ProblemCode.RADIO_UNAVAILABLE, "there is no Bluetooth radio"));
    }
  }

  @Test
  void anAbsentRadioIsWhatDegradesAGatewayThatIsOtherwiseWell(Vertx vertx) throws Exception {
    GatewayVerticle gateway =
        new GatewayVerticle(
            "gw-1",
            "1.0.0",
            new NoRadio(),
            new WpdOptions(),
            MemoryJournal.empty("e1"),
            AuditTrail.NONE);
    vertx.deployVerticle(gateway).await(20, SECONDS);

    GatewayCondition condition = gateway.service().condition();

    assertThat(condition.degraded()).containsExactly("radio-unavailable");
    assertThat(condition.stopping()).isFalse();
    assertThat(condition.journalInTrouble()).isFalse();
    assertThat(condition.auditInTrouble()).isFalse();
    assertThat(condition.silence()).isLessThan(Duration.ofMinutes(1));
  }
}
