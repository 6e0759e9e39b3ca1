package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.vertxwpd.web.Dashboard.CANON;
import static io.github.vertxwpd.web.Dashboard.SAID_SOON;
import static io.github.vertxwpd.web.Dashboard.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that loses its connection, comes back, and says what it missed. */
class DashboardAwayIT {
  private static final int DEVICES = 40;
  private static final String SETTINGS = "simulated.devices=" + DEVICES;
  private static final Dashboard DASHBOARD = new Dashboard();

  @TempDir private Path data;

  private final AtomicBoolean cut = new AtomicBoolean();
  private final List<WebSocketRoute> sockets = new ArrayList<>();

  @AfterAll
  static void stopBrowser() {
    DASHBOARD.close();
  }

  @BeforeEach
  void start() throws Exception {
    DASHBOARD.start(data, SETTINGS);
  }

  @AfterEach
  void stop() throws Exception {
    DASHBOARD.stop();
  }

  @Test
  void aPageThatIsAwaySaysHowOldItIsAndCommandsNothing() {
    Page page = open();
    cutOff();

    Locator banner = page.locator("#banner");
    assertThat(banner).isVisible(SOON);
    assertThat(banner).containsText("Not live");
    assertThat(banner).containsText(Pattern.compile("as of [0-9]+:[0-9]{2}:[0-9]{2}"));
    assertThat(banner).containsText(Pattern.compile("The data is [0-9]+\\s*s old"));
    assertThat(banner).containsText(Pattern.compile("Next try in [0-9]+\\s*s|Trying now"));
    assertThat(page.locator("[data-device]:not([data-stale])")).hasCount(0);
    assertThat(page.locator("[data-device] .freshness").first())
        .containsText(Pattern.compile("stale, [0-9]+\\s*s old"));
    Locator button = Dashboard.button(page, CANON, "disconnect");
    assertThat(button).hasAttribute("aria-disabled", "true");
    assertThat(button).hasAttribute("title", Pattern.compile("There is no connection"));
    assertThat(button).hasAccessibleDescription(Pattern.compile("There is no connection"));
    button.dispatchEvent("click");
    assertThat(page.locator(".notice")).hasCount(0);
    assertThat(button).hasText("Disconnect");
  }

  @Test
  void aPageThatComesBackSaysHowManyEventsItCaughtUpAndStaysWhereItWas() throws Exception {
    Page page = open();
    page.locator("[data-device] .name").nth(14).focus();
    Object focused = page.evaluate("document.activeElement.textContent");
    page.evaluate("scrollTo(0, 300)");
    cutOff();
    assertThat(page.locator("#banner")).isVisible(SOON);
    int before = DASHBOARD.events();
    DASHBOARD.execute("disconnect", CANON);
    DASHBOARD.execute("connect", CANON);
    int missed = DASHBOARD.events() - before;

    cut.set(false);
    page.locator("#retry").dispatchEvent("click");

    assertThat(page.locator(".notice")).containsText("Caught up " + missed + " events", SAID_SOON);
    assertThat(page.locator(".notice")).hasCount(1);
    assertThat(page.locator("#banner")).isHidden();
    assertThat(page.locator("[data-device][data-stale]")).hasCount(0);
    assertThat(Dashboard.row(page, CANON, "connected")).hasCount(1);
    assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo(focused);
    assertThat(((Number) page.evaluate("scrollY")).doubleValue()).isBetween(250.0, 350.0);
    page.locator("nav a[data-view=operations]").click();
    assertThat(page.locator("[data-operation]")).hasCount(2);
  }

  @Test
  void aPageThatMissedNothingSaysThatToo() {
    Page page = open();
    cutOff();
    assertThat(page.locator("#banner")).isVisible(SOON);
    cut.set(false);

    assertThat(page.locator(".notice")).containsText("Nothing happened meanwhile", SAID_SOON);
  }

  @Test
  void aPageThatCannotGoOnWhereItWasSaysThatEverythingWasReadAnew(@TempDir Path other)
      throws Exception {
    Page page = open();
    DASHBOARD.execute("disconnect", CANON);
    assertThat(Dashboard.row(page, CANON, "disconnected")).isVisible(SOON);
    cutOff();
    DASHBOARD.restart(other, SETTINGS);
    cut.set(false);

    assertThat(page.locator(".notice").last())
        .containsText("The gateway could not go on where this page was", SAID_SOON);
    assertThat(page.locator("[data-device][data-stale]")).hasCount(0);
    assertThat(Dashboard.row(page, CANON, "connected")).hasCount(1);
  }

  @Test
  void anOperationThatEndedUnseenIsAskedForAndItsNoticeSaysHowItEnded() throws Exception {
    DASHBOARD.restart(data, SETTINGS, "simulated.latencyMs=3000");
    Page page = open();
    Dashboard.button(page, CANON, "disconnect").click();
    assertThat(page.locator(".notice")).containsText("Disconnecting", SAID_SOON);
    cutOff();
    assertThat(page.locator("#banner")).isVisible(SOON);
    assertThat(DASHBOARD.execute("disconnect", CANON).getString("outcome")).isEqualTo("succeeded");

    cut.set(false);

    assertThat(page.locator(".notice").first()).containsText("Verified", SAID_SOON);
    assertThat(page.getByText("Disconnecting")).hasCount(0);
  }

  @Test
  void aSlowNetworkShowsWhatIsGoingOnAndLosesNothing() throws Exception {
    Page page = DASHBOARD.page(new Browser.NewContextOptions());
    CDPSession session = page.context().newCDPSession(page);
    JsonObject slow = new JsonObject();
    slow.addProperty("offline", false);
    slow.addProperty("latency", 400);
    slow.addProperty("downloadThroughput", 50_000);
    slow.addProperty("uploadThroughput", 20_000);
    session.send("Network.enable");
    session.send("Network.emulateNetworkConditions", slow);
    page.navigate(DASHBOARD.url());

    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);
    assertThat(page.locator("[data-device]").first()).isVisible(SOON);
    page.locator("[data-device=" + CANON + "] .name").click();
    assertThat(page.locator("#timeline-note, #timeline li").first()).isVisible();
    page.locator("#panel [data-action=disconnect]").click();
    assertThat(page.locator(".notice")).containsText("Verified", SAID_SOON);
    assertThat(page.locator("#timeline")).containsText("Disconnect succeeded", SAID_SOON);
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  /** Opens the page with its connection in this test's hands. */
  private Page open() {
    Page page = DASHBOARD.page(new Browser.NewContextOptions());
    page.routeWebSocket(
        Pattern.compile("/api/v1/ws$"),
        socket -> {
          if (cut.get()) {
            socket.close();
          } else {
            socket.connectToServer();
            sockets.add(socket);
          }
        });
    page.navigate(DASHBOARD.url());
    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);
    assertThat(page.locator("[data-device]").first()).isVisible(SOON);
    return page;
  }

  private void cutOff() {
    cut.set(true);
    sockets.forEach(WebSocketRoute::close);
    sockets.clear();
  }
}
