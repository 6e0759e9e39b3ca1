package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.github.vertxwpd.Lane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event-bus bridge with Vert.x' own client from the npm registry, in a real browser. */
class StockBridgeClientIT {
  private static final String DEVICE = "bt-a0b1c2d3e4f5";

  /** What the pages load; the gateway has no such files, the test's browser brings them. */
  private static final Map<String, String> SCRIPTS =
      Map.of(
          "/stock/sockjs.js", "sockjs-client/dist/sockjs.js",
          "/stock/vertx-eventbus.js", "@vertx/eventbus-bridge-client.js/vertx-eventbus.js");

  private static final String OPEN =
      """
      () => new Promise((resolve) => {
        window.heard = [];
        window.bus = new EventBus('/eventbus');
        window.bus.onerror = (error) => window.heard.push({ error });
        window.bus.onopen = resolve;
      })
      """;

  private static final String REGISTER =
      """
      (address) => window.bus.registerHandler(address, (error, message) =>
        window.heard.push({ address, error, message }))
      """;

  /** Sends, and tells what the client made of the answer. */
  private static final String SEND =
      """
      (address) => new Promise((resolve) =>
        window.bus.send(address, { device: 'bt-a0b1c2d3e4f5' }, (error, reply) =>
          resolve({ refused: error?.failureCode ?? 0, replied: !!reply })))
      """;

  private static final String DISCONNECT =
      """
      async (device) => {
        const path = `/api/v1/devices/${device}/disconnect`;
        const response = await fetch(path, { method: 'POST', headers: { Prefer: 'wait=10' } });
        return (await response.json()).operation;
      }
      """;

  private static final String COMPLETIONS =
      """
      (operation) => window.heard
        .filter(({ message }) => message?.body.data.operation === operation)
        .filter(({ message }) => message.body.type === 'wpd.operation.completed.v1')
        .map(({ address }) => address).sort()
      """;

  private static final String COMPLETED_ON_BOTH =
      "(operation) => (" + COMPLETIONS + ")(operation).length === 2";

  @TempDir private Path data;

  private final List<String> complaints = new ArrayList<>();
  private NodePackages packages;
  private Chromium chromium;
  private GatewayJar gateway;

  @BeforeEach
  void start() throws Exception {
    packages = NodePackages.install();
    Path jar = GatewayJar.path(Lane.BROWSER);
    chromium = Chromium.start();
    gateway = GatewayJar.start(jar, "http.port=0", "http.bridge=true", "data.dir=" + data);
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      chromium.close();
      gateway.close();
    }
  }

  @Test
  void itHearsWhatIsPublishedAndCanSendNothing() {
    Page page = open();
    page.evaluate(OPEN);
    page.evaluate(REGISTER, "wpd.events");
    page.evaluate(REGISTER, "wpd.disconnect.completed");

    assertThat(page.evaluate(SEND, "wpd.disconnect"))
        .isEqualTo(Map.of("refused", 403, "replied", false));
    Object operation = page.evaluate(DISCONNECT, DEVICE);
    page.waitForFunction(COMPLETED_ON_BOTH, operation);

    assertThat(page.evaluate(COMPLETIONS, operation))
        .isEqualTo(List.of("wpd.disconnect.completed", "wpd.events"));
    assertThat(page.evaluate("() => window.heard.filter(({ error }) => error)"))
        .isEqualTo(List.of());
    assertThat(complaints).isEmpty();
  }

  @Test
  void itRegistersForNothingElse() {
    Page page = open();
    page.evaluate(OPEN);

    page.evaluate(REGISTER, "wpd.devices");

    page.waitForFunction("() => window.heard.length === 1");
    assertThat(page.evaluate("() => window.heard[0].error.body")).isEqualTo("access_denied");
  }

  /** Opens the gateway's own page, policy and all, with the stock client in it. */
  private Page open() {
    Page page = chromium.browser().newContext().newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    SCRIPTS.forEach(
        (path, file) ->
            page.route(
                "**" + path,
                route ->
                    route.fulfill(
                        new Route.FulfillOptions()
                            .setContentType("text/javascript")
                            .setPath(packages.file(file)))));
    page.navigate(gateway.url());
    List.of("/stock/sockjs.js", "/stock/vertx-eventbus.js")
        .forEach(path -> page.addScriptTag(new Page.AddScriptTagOptions().setUrl(path)));
    return page;
  }
}
