package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.github.vertxwpd.Lane;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the real gateway in a real browser. */
class BrowserIT {
  private static final int DEVICES = 5;

  /** The simulator's first device. */
  private static final String SCRIPTED = "bt-a0b1c2d3e4f5";

  private static final double LIMIT_MS = 30_000;
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT_MS);
  private static final LocatorAssertions.ContainsTextOptions CANCELLED_SOON =
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

  private static Path fatJar;
  private static Chromium chromium;
  private static Browser browser;

  @TempDir private Path data;

  private final List<String> complaints = new ArrayList<>();
  private GatewayJar gateway;

  /** Before each test and not before all, so that each one that is skipped is reported. */
  private static void requireBrowser() {
    if (browser != null) {
      return;
    }
    fatJar = GatewayJar.path(Lane.BROWSER);
    chromium = Chromium.start();
    browser = chromium.browser();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void startGateway() throws Exception {
    requireBrowser();
    gateway = startOn(0);
  }

  @AfterEach
  void stopGateway() throws Exception {
    if (gateway != null) {
      browser.contexts().forEach(BrowserContext::close);
      gateway.close();
    }
  }

  @Test
  void aClickDisconnectsADeviceAndEveryPageSeesThePendingStateAndTheEnd() {
    Page page = open(new Browser.NewContextOptions());
    Page other = open(new Browser.NewContextOptions());
    assertThat(page.locator("[data-device][data-link]")).hasCount(DEVICES);
    assertThat(page.getByText("Simulated devices")).isVisible(SOON);
    Locator button = page.locator("[data-link=connected] [data-action=disconnect]").first();
    String device =
        (String) button.evaluate("button => button.closest('[data-device]').dataset.device");
    page.evaluate("window.notReloaded = true");

    button.click();

    assertThat(row(page, device, "disconnected")).isVisible(SOON);
    assertThat(page.locator(".notice")).containsText("disconnected");
    assertThat(page.locator(".notice")).containsText("Verified");
    assertThat(page.locator(".notice")).hasCount(1);
    assertThat(row(page, device, "disconnected").locator("[data-action=disconnect]")).isHidden();
    assertThat(linksSeen(page, device)).endsWith("disconnecting", "disconnected");
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);

    assertThat(row(other, device, "disconnected")).isVisible(SOON);
    assertThat(other.locator(".notice")).containsText("Verified");
    assertThat(linksSeen(other, device)).endsWith("disconnecting", "disconnected");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aDeviceThatIsKeptDisconnectedIsMarkedAndLetGoByAConnect() {
    Page page = open(new Browser.NewContextOptions());
    page.getByLabel("Keep disconnected until I connect again").check();
    Locator row = page.locator("[data-device=" + SCRIPTED + "]");
    Locator held = row.getByText("held", new Locator.GetByTextOptions().setExact(true));
    assertThat(held).isHidden();

    button(row, "Disconnect and hold").click();

    assertThat(row(page, SCRIPTED, "disconnected")).isVisible(SOON);
    assertThat(held).isVisible();
    assertThat(page.locator(".notice")).containsText("disconnected");

    button(row, "Connect").click();

    assertThat(row(page, SCRIPTED, "connected")).isVisible(SOON);
    assertThat(page.locator(".notice").last()).containsText("connected");
    assertThat(page.locator(".notice").last()).containsText("Verified");
    assertThat(held).isHidden();
    assertThat(button(row, "Connect")).isHidden();
    assertThat(button(row, "Disconnect and hold")).isVisible();
    assertThat(linksSeen(page, SCRIPTED)).endsWith("disconnected", "connecting", "connected");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aPendingOperationIsCancelledWithAClick() throws Exception {
    gateway.close();
    gateway = startOn(0, "simulated.script.1=never");
    Page page = open(new Browser.NewContextOptions());
    Locator row = page.locator("[data-device=" + SCRIPTED + "]");
    assertThat(button(row, "Cancel")).isHidden();
    button(row, "Disconnect").click();
    assertThat(row(page, SCRIPTED, "disconnecting")).isVisible(SOON);

    button(row, "Cancel").click();

    assertThat(page.locator(".notice")).containsText("disconnect cancelled", CANCELLED_SOON);
    assertThat(row(page, SCRIPTED, "connected")).isVisible(SOON);
    assertThat(button(row, "Cancel")).isHidden();
    assertThat(button(row, "Disconnect")).isEnabled();
    assertThat(complaints).isEmpty();
  }

  @Test
  void theKeyboardAloneIsEnough() {
    Page page = open(new Browser.NewContextOptions());
    Locator button = page.locator("[data-link=connected] [data-action=disconnect]").first();
    button.focus();
    String device =
        (String) page.evaluate("document.activeElement.closest('[data-device]').dataset.device");

    page.keyboard().press("Enter");

    assertThat(row(page, device, "disconnected")).isVisible(SOON);
    assertThat(page.evaluate("document.activeElement.dataset.device")).isEqualTo(device);
    assertThat(complaints).isEmpty();
  }

  @Test
  void theSearchNarrowsTheListAndAnEmptyListSaysWhy() {
    Page page = open(new Browser.NewContextOptions());
    page.locator("#search").fill("canon");
    assertThat(page.locator("[data-device]")).hasCount(1);
    assertThat(page.url()).endsWith("?q=canon");

    page.locator("#search").fill("nothing like it");
    assertThat(page.locator("#empty")).containsText("No device matches");
    page.locator("#clear").click();
    assertThat(page.locator("[data-device]")).hasCount(DEVICES);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aPageThatLosesItsGatewaySaysSoAndComesBackByItself() throws Exception {
    Page page = open(new Browser.NewContextOptions());
    int port = URI.create(gateway.url()).getPort();
    page.evaluate("window.notReloaded = true");

    gateway.close();

    assertThat(page.locator("#banner")).isVisible(SOON);
    assertThat(page.locator("#banner")).containsText("commands are disabled");
    assertThat(page.locator("[data-device][data-stale]")).hasCount(DEVICES);
    assertThat(page.locator("[data-action]:visible:not([aria-disabled=true])")).hasCount(0);

    gateway = startOn(port);

    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);
    assertThat(page.locator("#banner")).isHidden();
    assertThat(page.locator("[data-device][data-stale]")).hasCount(0);
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    // A try may come so soon that the gateway is still ending.
    assertThat(complaints).allMatch(complaint -> complaint.startsWith("WebSocket connection to "));
  }

  @Test
  void aNarrowDarkScreenNeedsNoSidewaysScrolling() {
    Page page =
        open(
            new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setColorScheme(ColorScheme.DARK));
    page.locator("[data-link=connected] [data-action=disconnect]").first().click();
    assertThat(page.locator(".notice")).isVisible(SOON);

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    assertThat(complaints).isEmpty();
  }

  private GatewayJar startOn(int port, String... more) throws Exception {
    Stream<String> settings =
        Stream.of("http.port=" + port, "simulated.devices=" + DEVICES, "data.dir=" + data);
    return GatewayJar.start(
        fatJar, Stream.concat(settings, Stream.of(more)).toArray(String[]::new));
  }

  /** Finds a button by the beginning of what a screen reader says of it. */
  private static Locator button(Locator row, String name) {
    return row.getByRole(
        AriaRole.BUTTON,
        new Locator.GetByRoleOptions()
            .setName(Pattern.compile("^" + name + " .*"))
            .setIncludeHidden(true));
  }

  private Page open(Browser.NewContextOptions options) {
    Page page = browser.newContext(options).newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.addInitScript(WATCH);
    page.navigate(gateway.url());
    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);
    assertThat(page.locator("[data-device]").first()).isVisible(SOON);
    return page;
  }

  private static Locator row(Page page, String device, String link) {
    return page.locator("[data-device=" + device + "][data-link=" + link + "]");
  }

  /** Returns the link states that a page has shown of a device, in order, each once in a row. */
  private static List<String> linksSeen(Page page, String device) {
    List<?> seen = (List<?>) page.evaluate("window.linksSeen");
    List<String> links = new ArrayList<>();
    for (Object entry : seen) {
      String[] words = entry.toString().split(" ", 2);
      if (words[0].equals(device)
          && (links.isEmpty() || !links.get(links.size() - 1).equals(words[1]))) {
        links.add(words[1]);
      }
    }
    return links;
  }
}
