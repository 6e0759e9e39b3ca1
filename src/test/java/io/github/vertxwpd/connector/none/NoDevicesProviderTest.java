package io.github.vertxwpd.connector.none;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import org.junit.jupiter.api.Test;

class NoDevicesProviderTest {
  private static final String DEVICE = "\\\\?\\BTHENUM#DEV_A0B1C2D3E4F5";

  private final Connector hub = new NoDevicesProvider().open(() -> {});

  @Test
  void itIsCalledNone() {
    assertThat(new NoDevicesProvider().name()).isEqualTo("none");
  }

  @Test
  void noDeviceIsPaired() throws Exception {
    assertThat(hub.pairedDevices()).isEmpty();
    assertThat(hub.observe(DEVICE).link()).isEqualTo(LinkState.UNKNOWN);
  }

  @Test
  void nothingIsSubmitted() throws Exception {
    for (Verb verb : Verb.values()) {
      assertThat(hub.submit(verb, DEVICE, completion -> {}))
          .isInstanceOf(Submission.NotPaired.class);
    }
  }
}
