package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.vertxwpd.web.Dashboard.CANON;
import static io.github.vertxwpd.web.Dashboard.SAID_SOON;
import static io.github.vertxwpd.web.Dashboard.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page for whoever uses no mouse, cannot see it, sees it twice as large, or on a phone. */
class DashboardAccessIT {
  private static final int PHONE_WIDTH = 360;
  private static final List<String> VIEWS =
      List.of("", "?view=operations", "?view=gateways", "?view=charts", "?device=" + CANON);

  /** What a screen of 1280 by 800 has for a page that is shown twice as large. */
  private static final int ZOOMED_WIDTH = 640;

  private static final int ZOOMED_HEIGHT = 400;
  private static final Dashboard DASHBOARD = new Dashboard();

  @TempDir private Path data;

  @AfterAll
  static void stopBrowser() {
    DASHBOARD.close();
  }

  @BeforeEach
  void start() throws Exception {
    DASHBOARD.start(data, "simulated.devices=12", "simulated.script.1=refuse:0x80070005");
  }

  @AfterEach
  void stop() throws Exception {
    DASHBOARD.stop();
  }

  private enum Theme {
    LIGHT,
    DARK;

    Browser.NewContextOptions options() {
      // What moves has no colour that could be measured.
      return new Browser.NewContextOptions()
          .setColorScheme(this == DARK ? ColorScheme.DARK : ColorScheme.LIGHT)
          .setReducedMotion(ReducedMotion.REDUCE);
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void noViewHasAFaultThatAxeFinds(Theme theme) throws Exception {
    DASHBOARD.execute("disconnect", CANON);
    for (String view : VIEWS) {
      Page page = DASHBOARD.open(theme.options(), view);
      assertThat(page.locator("main > section:visible")).hasCount(1);
      assertClean(page, view);
      page.context().close();
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void neitherHaveFailuresTheBannerAndAnEmptyList(Theme theme) throws Exception {
    Page page = DASHBOARD.open(theme.options(), "");
    Dashboard.button(page, CANON, "disconnect").click();
    assertThat(page.locator(".notice[data-kind=failed]")).isVisible(SOON);
    assertClean(page, "a failure");
    DASHBOARD.stopGateway();
    assertThat(page.locator("#banner")).isVisible(SOON);
    assertThat(page.locator("[data-device][data-stale]").first()).isVisible();
    assertClean(page, "not live");
    page.locator("#search").fill("nothing like it");
    assertThat(page.locator("#empty")).isVisible();
    assertClean(page, "an empty list");
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void norHasTheLogin(Theme theme) {
    Page page = DASHBOARD.page(theme.options());
    page.route(
        "**/api/v1/session",
        route -> route.fulfill(new Route.FulfillOptions().setStatus(401).setBody("{}")));
    page.navigate(DASHBOARD.url());
    page.locator("#login-token").fill("wrong");
    page.locator("#login-submit").click();
    assertThat(page.locator("#login-problem")).containsText("not valid here");
    assertClean(page, "the login");
  }

  @Test
  void aPhoneAndAPageTwiceAsLargeNeedNoSidewaysScrolling() throws Exception {
    DASHBOARD.execute("disconnect", "bt-40b034c5a0bd");
    for (String view : VIEWS) {
      assertNoSidewaysScrolling(PHONE_WIDTH, 740, view);
      assertNoSidewaysScrolling(ZOOMED_WIDTH, ZOOMED_HEIGHT, view);
    }
  }

  @Test
  void theKeyboardAloneIsEnoughFromTheTopOfThePageToTheEndOfAnOperation() {
    Page page = DASHBOARD.open(new Browser.NewContextOptions(), "?q=Nikon");
    Locator row = page.locator("[data-device]");
    assertThat(row).hasCount(1);
    tabTo(page, "document.activeElement.dataset.view === 'operations'");
    press(page, "Enter");
    assertThat(page.locator("#view-operations")).isVisible();
    page.goBack();
    assertThat(row).hasCount(1);

    tabTo(page, "document.activeElement.matches('[data-device] .name')");
    press(page, "Enter");
    assertThat(page.locator("#panel")).isFocused();
    press(page, "Escape");
    assertThat(row.locator(".name")).isFocused();
    press(page, "Tab");
    press(page, "Enter");

    assertThat(page.locator(".notice")).containsText("Verified", SAID_SOON);
    assertThat(page.evaluate("document.activeElement.closest('[data-device]') !== null"))
        .isEqualTo(true);
    assertThat(page.evaluate("document.activeElement.matches(':focus-visible')")).isEqualTo(true);
  }

  @Test
  void aFailureOfWhatWasAskedForHereInterruptsAScreenReaderAndNobodyElses() throws Exception {
    Page page = DASHBOARD.open("");
    Page other = DASHBOARD.open("");
    Dashboard.button(page, CANON, "disconnect").click();

    assertThat(page.locator("#assertive")).containsText("disconnect failed", SAID_SOON);
    assertThat(other.locator("#polite")).containsText("disconnect failed", SAID_SOON);
    assertThat(other.locator("#assertive")).isEmpty();
  }

  @Test
  void whoWantsAnotherThemeThanTheSystemsChoosesItOnce() {
    Page page = DASHBOARD.open("");
    String background = "getComputedStyle(document.body).backgroundColor";
    Object light = page.evaluate(background);
    Locator button = page.locator("#theme");
    button.click();
    assertThat(page.evaluate(background)).isEqualTo(light);
    button.click();
    assertThat(button).hasAccessibleName("Colours: dark");
    Object dark = page.evaluate(background);
    assertThat(dark).isNotEqualTo(light);
    page.reload();
    assertThat(button).hasAccessibleName("Colours: dark");
    assertThat(page.evaluate(background)).isEqualTo(dark);
  }

  private static void assertNoSidewaysScrolling(int width, int height, String view) {
    Page page =
        DASHBOARD.open(new Browser.NewContextOptions().setViewportSize(width, height), view);
    assertThat(page.locator("main > section:visible")).hasCount(1);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).as(view).isEqualTo(width);
    page.context().close();
  }

  private static void assertClean(Page page, String where) {
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .as(where)
        .flatExtracting(
            rule ->
                rule.getNodes().stream().map(node -> rule.getId() + " " + node.getHtml()).toList())
        .isEmpty();
  }

  private static void press(Page page, String key) {
    page.keyboard().press(key);
  }

  private static void tabTo(Page page, String condition) {
    for (int i = 0; i < 40; i++) {
      press(page, "Tab");
      if (page.evaluate(condition).equals(true)) {
        return;
      }
    }
    throw new AssertionError("the tab key does not get to where " + condition);
  }
}
