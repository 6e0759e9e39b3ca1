package io.github.vertxwpd.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What the contract promises, against a gateway process that is killed, halted and torn. */
class InvariantsIT {

  @Test
  void theGatewayKeepsItsPromisesWhateverBreaks() throws Exception {
    RunSettings settings = RunSettings.fromProperties();
    System.out.println("invariants: the seed is " + settings.seed());

    JsonObject result = InvariantsRun.run(settings);

    assertThat(result.getJsonArray("violations"))
        .as("seed %d, history %s", settings.seed(), result.getString("history"))
        .isEmpty();
    assertThat(result.getLong("operations")).as("operations").isGreaterThan(100);
    assertThat(result.getJsonObject("holds").getLong("rounds", 0L))
        .as("rounds of holds")
        .isGreaterThanOrEqualTo(settings.verbs().contains("hold") ? 1 : 0);
    assertThat(result.getLong("kills"))
        .as("kills")
        .isGreaterThanOrEqualTo(settings.troubles().contains("kill") ? 1 : 0);
  }
}
