package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.github.vertxwpd.Lane;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The page of the real gateway in a real browser, and what the browser complained about. */
final class Dashboard {
  /** The simulator's first device. */
  static final String CANON = "bt-a0b1c2d3e4f5";

  private static final double LIMIT_MS = 30_000;

  /** For what comes when the gateway has done something. */
  static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT_MS);

  static final LocatorAssertions.ContainsTextOptions SAID_SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT_MS);

  /** What the page's link column says in turn, and what the browser refuses. */
  private static final String WATCH =
      """
      window.linksSeen = [];
      new MutationObserver((changes) => changes.forEach(({ target }) =>
        window.linksSeen.push(target.dataset.device + ' ' + target.dataset.link)))
        .observe(document, { subtree: true, attributeFilter: ['data-link'] });
      document.addEventListener('securitypolicyviolation', (violation) =>
        console.error('refused by the policy: ' + violation.blockedURI));
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> complaints = new ArrayList<>();
  private Optional<Chromium> chromium = Optional.empty();
  private Optional<GatewayJar> gateway = Optional.empty();
  private String url = "";

  /**
   * Starts a gateway, and the browser where it does not run yet; skips the test where there is
   * none. Before each test and not before all, so that each one that is skipped is reported.
   *
   * @param settings {@code key=value} each, besides a free port
   */
  void start(Path data, String... settings) throws Exception {
    Path jar = GatewayJar.path(Lane.BROWSER);
    if (chromium.isEmpty()) {
      chromium = Optional.of(Chromium.start());
    }
    complaints.clear();
    startOn(jar, 0, data, settings);
  }

  /** Starts another gateway where the one before was. */
  void restart(Path data, String... settings) throws Exception {
    startOn(GatewayJar.path(Lane.BROWSER), URI.create(url).getPort(), data, settings);
  }

  private void startOn(Path jar, int port, Path data, String... settings) throws Exception {
    stopGateway();
    Stream<String> own = Stream.of("http.port=" + port, "data.dir=" + data);
    GatewayJar started =
        GatewayJar.start(jar, Stream.concat(own, Stream.of(settings)).toArray(String[]::new));
    gateway = Optional.of(started);
    url = started.url();
  }

  /** Stops the gateway alone. */
  void stopGateway() throws InterruptedException {
    if (gateway.isPresent()) {
      gateway.get().close();
      gateway = Optional.empty();
    }
  }

  /** Closes every page and stops the gateway. */
  void stop() throws InterruptedException {
    chromium.ifPresent(running -> running.browser().contexts().forEach(BrowserContext::close));
    stopGateway();
  }

  /** Ends the browser. */
  void close() {
    chromium.ifPresent(Chromium::close);
    chromium = Optional.empty();
  }

  String url() {
    return url;
  }

  /** Returns what the browser wrote to its console, and what the page threw. */
  List<String> complaints() {
    return complaints;
  }

  /** Makes a page that shows nothing yet. */
  Page page(Browser.NewContextOptions options) {
    Page page = chromium.orElseThrow().browser().newContext(options).newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.addInitScript(WATCH);
    return page;
  }

  /** Opens the page and waits until it is live and shows devices. */
  Page open(Browser.NewContextOptions options, String query) {
    Page page = page(options);
    page.navigate(url + "/" + query);
    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);
    return page;
  }

  Page open(String query) {
    return open(new Browser.NewContextOptions(), query);
  }

  /** Sends a command over REST, and waits for its end. */
  JsonObject execute(String verb, String device) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/devices/" + device + "/" + verb))
            .header("Prefer", "wait=10")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
  }

  /** Counts the events that there are. */
  int events() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/events?limit=1000")).build();
    JsonObject page = new JsonObject(http.send(request, BodyHandlers.ofString()).body());
    return page.getJsonArray("events").size();
  }

  static Locator row(Page page, String device, String link) {
    return page.locator("[data-device=" + device + "][data-link=" + link + "]");
  }

  static Locator button(Page page, String device, String action) {
    return page.locator("[data-device=" + device + "] [data-action=" + action + "]");
  }
}
