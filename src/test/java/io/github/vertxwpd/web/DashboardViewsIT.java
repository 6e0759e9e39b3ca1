package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.vertxwpd.web.Dashboard.CANON;
import static io.github.vertxwpd.web.Dashboard.SAID_SOON;
import static io.github.vertxwpd.web.Dashboard.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each view of the page of the real gateway, and that its address says what it shows. */
class DashboardViewsIT {
  private static final int DEVICES = 8;
  private static final Dashboard DASHBOARD = new Dashboard();

  @TempDir private Path data;

  @AfterAll
  static void stopBrowser() {
    DASHBOARD.close();
  }

  @BeforeEach
  void start() throws Exception {
    DASHBOARD.start(data, "simulated.devices=" + DEVICES, "simulated.script.2=never");
  }

  @AfterEach
  void stop() throws Exception {
    DASHBOARD.stop();
  }

  @Test
  void eachViewHasAnAddressAndTheBackButtonGoesBack() {
    Page page = DASHBOARD.open("");
    assertThat(page.locator("[data-device]")).hasCount(DEVICES);

    for (String view : new String[] {"operations", "gateways", "charts"}) {
      page.locator("nav a[data-view=" + view + "]").click();
      assertThat(page).hasURL(DASHBOARD.url() + "/?view=" + view);
      assertThat(page.locator("#view-" + view)).isVisible();
      assertThat(page.locator("main > section:visible")).hasCount(1);
      assertThat(page.locator("nav a[aria-current=page]"))
          .hasAttribute("data-view", Pattern.compile(view));
    }
    page.goBack();
    assertThat(page.locator("#view-gateways")).isVisible();
    page.goBack();
    page.goBack();
    assertThat(page.locator("#view-devices")).isVisible();
    assertThat(page).hasURL(DASHBOARD.url() + "/");
    page.goForward();
    assertThat(page.locator("#view-operations")).isVisible();
    page.reload();
    assertThat(page.locator("#view-operations")).isVisible(SOON);
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void filtersAreInTheAddressAndComeBackWithIt() {
    Page page = DASHBOARD.open("?link=disconnected");
    Locator rows = page.locator("[data-device]");
    assertThat(page.locator("[data-device]:not([data-link=disconnected])")).hasCount(0);
    assertThat(rows.first()).isVisible(SOON);
    int disconnected = rows.count();
    assertThat(disconnected).isBetween(1, DEVICES - 1);
    assertThat(page.locator("#filter-link")).hasValue("disconnected");
    assertThat(page.locator("#counts")).containsText(disconnected + " of " + DEVICES + " devices");

    page.locator("#filter-link").selectOption("connected");
    assertThat(rows).hasCount(DEVICES - disconnected);
    page.locator("#filter-running").selectOption("yes");
    assertThat(page.locator("#empty")).containsText("No device matches these filters");
    assertThat(page).hasURL(Pattern.compile("\\?link=connected&running=yes$"));

    page.goBack();
    assertThat(rows).hasCount(DEVICES - disconnected);
    page.goBack();
    assertThat(rows).hasCount(disconnected);
    assertThat(page.locator("#filter-link")).hasValue("disconnected");

    page.locator("#filter-freshness").selectOption("stale");
    page.locator("#clear").click();
    assertThat(rows).hasCount(DEVICES);
    assertThat(page).hasURL(DASHBOARD.url() + "/");
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void aDeviceIsOpenedWithWhatHappenedToItAndGoesOn() throws Exception {
    DASHBOARD.execute("disconnect", CANON);
    Page page = DASHBOARD.open("");
    Locator name = page.locator("[data-device=" + CANON + "] .name");
    name.click();
    Locator panel = page.locator("#panel");
    assertThat(panel).containsText(CANON);
    assertThat(page.locator("#timeline")).containsText("Disconnect succeeded", SAID_SOON);
    assertThat(page.locator("#timeline")).containsText("Link disconnected");
    assertThat(page.url()).contains("device=").endsWith("%2F" + CANON);
    assertThat(panel).isFocused();
    int before = page.locator("#timeline li").count();

    panel.locator("[data-action=connect]").click();
    assertThat(page.locator("#timeline li").first()).containsText("Connect succeeded", SAID_SOON);
    assertThat(page.locator("#timeline li").count()).isGreaterThan(before);
    assertThat(panel.locator("#panel-signs")).containsText("connected");

    page.keyboard().press("Escape");
    assertThat(panel).isHidden();
    assertThat(name).isFocused();
    page.goBack();
    assertThat(panel).isVisible();
    page.reload();
    assertThat(page.locator("#timeline")).containsText("Connect succeeded", SAID_SOON);
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void operationsAreShownFromTheirPhaseToTheirEndAndAreCancelledThere() throws Exception {
    DASHBOARD.execute("disconnect", CANON);
    Page page = DASHBOARD.open("?view=operations");
    assertThat(page.locator("[data-operation]")).hasCount(1);
    assertThat(page.locator("[data-operation]")).containsText("verified: disconnected");

    Page devices = DASHBOARD.open("");
    devices
        .locator("[data-device]:not([data-device=" + CANON + "])[data-link=connected]")
        .locator("[data-action=disconnect]")
        .first()
        .click();
    Locator running = page.locator("[data-operation][data-outcome=running]");
    assertThat(page.locator("[data-operation]")).hasCount(2);
    page.locator("#filter-outcome").selectOption("succeeded");
    assertThat(page.locator("[data-operation][data-outcome=succeeded]")).hasCount(2);
    assertThat(running).hasCount(0);
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void aRunningOperationShowsItsDeadlineAndIsCancelledInTheView() {
    Page page = DASHBOARD.open("");
    String stuck =
        (String)
            page.evaluate(
                "fetch('/api/v1/devices').then(r => r.json()).then(r => r.devices[1].device)");
    Dashboard.button(page, stuck, "disconnect").click();
    assertThat(Dashboard.row(page, stuck, "disconnecting")).isVisible(SOON);
    assertThat(page.locator(".notice")).containsText("Pending: Windows has queued it");

    page.locator("nav a[data-view=operations]").click();
    Locator running = page.locator("[data-operation][data-outcome=running]");
    assertThat(running).containsText("pending");
    assertThat(running).containsText(Pattern.compile("[0-9]+ of 60"));
    assertThat(page.locator("#nav-running")).hasText("1");
    page.locator("#filter-outcome").selectOption("running");
    running.locator("[data-action=cancel]").click();

    assertThat(page.locator("#operations-empty")).isVisible(SOON);
    page.locator("#operations-clear").click();
    assertThat(page.locator("[data-operation][data-outcome=cancelled]")).isVisible(SOON);
    assertThat(page.locator(".notice")).hasCount(1);
    assertThat(page.locator(".notice")).containsText("disconnect cancelled");
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void theGatewaysViewSaysHowEachIs() {
    Page page = DASHBOARD.open("?view=gateways");
    Locator card = page.locator(".card");
    assertThat(card).hasCount(1);
    assertThat(card).containsText("up");
    assertThat(card).containsText("simulated devices");
    assertThat(card).containsText(DEVICES + " devices");
    assertThat(card).containsText(Pattern.compile("Last seen\\s*[0-9]+\\s*s ago"));
    card.locator("a").click();
    assertThat(page.locator("[data-device]")).hasCount(DEVICES);
    assertThat(page.locator("#filter-gateway")).hasAttribute("data-set", "");
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void theChartsAreDrawnAndTheirTableHasTheSameFigures() throws Exception {
    Page page = DASHBOARD.open("?view=charts");
    assertThat(page.locator("#charts-empty")).containsText("No operation ended in this time");

    DASHBOARD.execute("disconnect", CANON);
    DASHBOARD.execute("connect", CANON);

    assertThat(page.locator("#charts-summary")).containsText("2 ended: 2 succeeded", SAID_SOON);
    assertThat(page.locator(".chart canvas")).hasCount(2);
    page.getByText("The figures as a table").click();
    Locator rows = page.locator("#charts-rows tr");
    assertThat(rows.first()).isVisible();
    page.locator("#filter-range").selectOption("15m");
    assertThat(page).hasURL(Pattern.compile("range=15m"));
    assertThat(page.locator("#charts-problem")).isHidden();
    assertThat(DASHBOARD.complaints()).isEmpty();
  }
}
