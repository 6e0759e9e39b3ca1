package io.github.vertxwpd.connector.simulated;

import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.connector.ConnectorContract;
import io.github.vertxwpd.connector.ConnectorProvider;
import org.junit.jupiter.api.AfterEach;

/** The simulator keeps the rules of every provider. */
class SimulatedContractTest extends ConnectorContract {
  private static final long LONGER_THAN_ANY_REQUEST_MS = 3_600_000;

  private final VirtualTime time = new VirtualTime();

  @Override
  protected ConnectorProvider provider() {
    return new SimulatedProvider(new SimulatorOptions(), time::scheduler);
  }

  @Override
  protected void completeAllRequests() {
    time.advance(LONGER_THAN_ANY_REQUEST_MS);
  }

  @AfterEach
  void endTime() {
    time.close();
  }
}
