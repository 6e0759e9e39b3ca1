package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.github.vertxwpd.Lane;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a gateway that asks who somebody is, in a real browser. */
class LoginIT {
  private static final int DEVICES = 3;

  /** The simulator's first device. */
  private static final String DEVICE = "bt-a0b1c2d3e4f5";

  private static final double LIMIT_MS = 30_000;
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT_MS);
  private static final LocatorAssertions.IsVisibleOptions AFTER_IT_EXPIRES =
      new LocatorAssertions.IsVisibleOptions().setTimeout(2 * LIMIT_MS);
  private static final LocatorAssertions.IsHiddenOptions GONE_SOON =
      new LocatorAssertions.IsHiddenOptions().setTimeout(LIMIT_MS);

  private static Path fatJar;
  private static Chromium chromium;
  private static Browser browser;

  @TempDir private Path directory;

  private GatewayJar gateway;
  private String tokens;

  private record Token(String id, String text) {}

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
  void nameFiles() {
    requireBrowser();
    tokens = "security.tokens=" + directory.resolve("tokens.json");
  }

  @AfterEach
  void stopGateway() throws Exception {
    if (gateway != null) {
      browser.contexts().forEach(BrowserContext::close);
      gateway.close();
    }
  }

  @Test
  void nothingIsShownBeforeSomebodyHasLoggedInAndAWrongTokenIsToldSo() throws Exception {
    Token operator = token("operator");
    Page page = open();
    assertThat(page.locator("#login")).isVisible(SOON);
    assertThat(page.locator("[data-device]")).hasCount(0);

    logIn(page, operator.text().replaceAll(".$", "") + "_");
    assertThat(page.locator("#login-problem")).containsText("not valid here");
    assertThat(page.locator("[data-device]")).hasCount(0);

    logIn(page, operator.text());
    assertThat(page.locator("#login")).isHidden(GONE_SOON);
    assertThat(page.locator("[data-device]")).hasCount(DEVICES);
    assertThat(page.locator("#who")).containsText("operator");
    button(page, "disconnect").click();
    assertThat(row(page, "disconnected")).isVisible(SOON);
    assertThat(page.content()).doesNotContain(operator.text());
    assertThat((String) page.evaluate("document.cookie")).isEmpty();
  }

  @Test
  void whoMayOnlyLookIsToldWhyNoButtonWorks() throws Exception {
    Token viewer = token("viewer");
    Page page = open();
    logIn(page, viewer.text());
    assertThat(page.locator("[data-device]")).hasCount(DEVICES);
    assertThat(button(page, "disconnect")).isDisabled();
    assertThat(button(page, "disconnect"))
        .hasAttribute("title", "Your token lets you look at devices, but not command them.");
    assertThat(page.locator("[data-stale]")).hasCount(0);
  }

  @Test
  void aPageWhoseTokenIsRevokedAsksAgainAndGoesOnWhereItWas() throws Exception {
    Token first = token("operator");
    Token second = token("admin");
    Page page = open();
    logIn(page, first.text());
    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);
    page.evaluate("window.notReloaded = true");

    command("token", "revoke", first.id());

    assertThat(page.locator("#login")).isVisible(SOON);
    assertThat(page.locator("#login-why")).containsText("nothing that happens meanwhile is lost");
    assertThat(page.locator("[data-device][data-stale]")).hasCount(DEVICES);
    GatewayJar.command(
        fatJar, "disconnect", DEVICE, "--wait", "--url", gateway.url(), "--token", second.text());

    logIn(page, second.text());

    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);
    assertThat(row(page, "disconnected")).isVisible(SOON);
    assertThat(page.locator(".notice").first()).containsText("Caught up");
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
  }

  @Test
  void aPageWhoseTokenExpiresAsksAgain() throws Exception {
    Token brief = token("operator", "--expires", "40s");
    Page page = open();
    logIn(page, brief.text());
    assertThat(page.locator("#connection[data-state=live]")).isVisible(SOON);

    assertThat(page.locator("#login")).isVisible(AFTER_IT_EXPIRES);
    assertThat(page.locator("#login-why")).containsText("Your session has ended");
  }

  @Test
  void whoLogsOutLeavesNothingOnThePage() throws Exception {
    Token operator = token("operator");
    Page page = open();
    logIn(page, operator.text());
    assertThat(page.locator("[data-device]")).hasCount(DEVICES);

    page.locator("#logout").click();

    assertThat(page.locator("#login-why"))
        .containsText(
            "You are logged out", new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT_MS));
    assertThat(page.locator("[data-device]")).hasCount(0);
    page.reload();
    assertThat(page.locator("#login")).isVisible(SOON);

    logIn(page, operator.text());
    assertThat(page.locator("[data-device]")).hasCount(DEVICES);
  }

  private Token token(String role, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("token", "create", "--name", role + "s", "--role", role, "--json"));
    arguments.addAll(List.of(more));
    JsonObject made = new JsonObject(command(arguments.toArray(String[]::new)));
    return new Token(made.getString("id"), made.getString("token"));
  }

  /** Runs a command on the gateway's own files. */
  private String command(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", tokens, "--set", "data.dir=" + directory.resolve("data")));
    return GatewayJar.command(fatJar, all.toArray(String[]::new));
  }

  private Page open() throws Exception {
    gateway =
        GatewayJar.start(
            fatJar,
            "http.port=0",
            "simulated.devices=" + DEVICES,
            "data.dir=" + directory.resolve("data"),
            tokens);
    Page page = browser.newContext().newPage();
    page.navigate(gateway.url());
    return page;
  }

  private static void logIn(Page page, String token) {
    assertThat(page.locator("#login")).isVisible(SOON);
    page.locator("#login-token").fill(token);
    page.locator("#login-submit").click();
  }

  private static Locator row(Page page, String link) {
    return page.locator("[data-device=" + DEVICE + "][data-link=" + link + "]");
  }

  private static Locator button(Page page, String action) {
    return page.locator("[data-device=" + DEVICE + "] [data-action=" + action + "]");
  }
}
