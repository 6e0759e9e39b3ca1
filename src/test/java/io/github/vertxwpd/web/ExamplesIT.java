package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.Lane;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JavaScript that the README and the manual show works with the real gateway. */
class ExamplesIT {
  @Test
  void theExamplesDoWhatIsSaidOfThem(@TempDir Path data) throws Exception {
    NodePackages packages = NodePackages.install();
    GatewayJar gateway =
        GatewayJar.start(
            GatewayJar.path(Lane.NODE), "http.port=0", "http.bridge=true", "data.dir=" + data);
    try {
      NodePackages.Run run =
          packages.node(Map.of("GATEWAY_URL", gateway.url()), "--test", "examples.test.mjs");

      assertThat(run.status()).as(run.output()).isZero();
    } finally {
      gateway.close();
    }
  }
}
