package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.vertxwpd.web.Dashboard.CANON;
import static io.github.vertxwpd.web.Dashboard.SAID_SOON;
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

/** Five thousand devices: all of them can be reached, and only those that can be seen are there. */
class DashboardFleetIT {
  private static final int DEVICES = 5_000;
  private static final int MOST_ROWS = 60;
  private static final Dashboard DASHBOARD = new Dashboard();

  @TempDir private Path data;

  @AfterAll
  static void stopBrowser() {
    DASHBOARD.close();
  }

  @BeforeEach
  void start() throws Exception {
    DASHBOARD.start(data, "simulated.devices=" + DEVICES);
  }

  @AfterEach
  void stop() throws Exception {
    DASHBOARD.stop();
  }

  @Test
  void onlyTheRowsThatCanBeSeenAreThereAndEachSaysWhichOneItIs() {
    Page page = DASHBOARD.open("");
    Locator rows = page.locator("[data-device]");
    assertThat(page.locator("#counts")).containsText("5,000 devices", SAID_SOON);
    assertThat(rows.count()).isBetween(1, MOST_ROWS);
    assertThat(page.locator("#devices")).hasAttribute("aria-rowcount", "5001");
    assertThat(rows.first()).hasAttribute("aria-rowindex", "2");

    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    assertThat(rows.last()).hasAttribute("aria-rowindex", "5001");
    assertThat(rows.count()).isBetween(1, MOST_ROWS);
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void theKeyboardReachesEveryRow() {
    Page page = DASHBOARD.open("");
    page.locator("[data-device] .name").first().focus();
    assertThat(focusedRow(page)).isEqualTo(2);

    press(page, "ArrowDown");
    assertThat(focusedRow(page)).isEqualTo(3);
    press(page, "PageDown");
    int afterOnePage = focusedRow(page);
    assertThat(afterOnePage).isGreaterThan(5);
    press(page, "End");
    assertThat(focusedRow(page)).isEqualTo(DEVICES + 1);
    assertThat(page.evaluate("document.activeElement.getBoundingClientRect().bottom < innerHeight"))
        .isEqualTo(true);
    press(page, "ArrowUp");
    assertThat(focusedRow(page)).isEqualTo(DEVICES);
    press(page, "Home");
    press(page, "ArrowRight");
    assertThat(focusedRow(page)).isEqualTo(2);
    assertThat(page.evaluate("document.activeElement.dataset.action")).isNotNull();
    // One row's links and buttons are on the way of the tab key, and no other's.
    press(page, "Tab");
    assertThat(page.evaluate("document.activeElement.closest('#devices')")).isNull();
    assertThat(DASHBOARD.complaints()).isEmpty();
  }

  @Test
  void whoScrollsAwayFromTheFocusComesBackToIt() {
    Page page = DASHBOARD.open("");
    page.locator("[data-device] .name").nth(2).focus();
    Object focused = page.evaluate("document.activeElement.textContent");
    page.evaluate("scrollTo(0, 100000)");
    assertThat(page.locator("[data-device][aria-rowindex='3']")).hasCount(0);
    assertThat(page.locator("[data-device][aria-rowindex='1780']")).isInViewport();

    assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo(focused);
    press(page, "ArrowDown");
    assertThat(focusedRow(page)).isEqualTo(5);
  }

  @Test
  void aDeviceThatCannotBeSeenIsFoundAndIsAsItIsNow() throws Exception {
    Page page = DASHBOARD.open("");
    page.evaluate("scrollTo(0, 200000)");
    Locator disconnected = page.locator("[data-count=disconnected]");
    assertThat(disconnected).containsText("1,250", SAID_SOON);

    DASHBOARD.execute("disconnect", CANON);

    assertThat(disconnected).containsText("1,251", SAID_SOON);
    page.locator("#search").fill(CANON);
    assertThat(page.locator("[data-device]")).hasCount(1);
    assertThat(Dashboard.row(page, CANON, "disconnected")).isVisible();
    assertThat(page.locator("#counts")).containsText("1 of 5,000 devices");
    assertThat(page).hasURL(Pattern.compile("\\?q=" + CANON + "$"));
  }

  private static void press(Page page, String key) {
    page.keyboard().press(key);
  }

  private static int focusedRow(Page page) {
    return Integer.parseInt(
        (String)
            page.evaluate(
                "document.activeElement.closest('[data-device]').getAttribute('aria-rowindex')"));
  }
}
