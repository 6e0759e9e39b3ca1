package io.github.vertxwpd.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.github.vertxwpd.Lane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the documents, of the real gateway in a real browser. */
class DocumentsIT {
  private static final double LIMIT_MS = 30_000;
  private static final int PHONE_WIDTH = 360;
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT_MS);
  private static final String WATCH =
      """
      document.addEventListener('securitypolicyviolation', (violation) =>
        console.error('refused by the policy: ' + violation.violatedDirective));
      """;

  private static Path fatJar;
  private static Chromium chromium;

  @TempDir private Path data;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();
  private GatewayJar gateway;

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void startGateway() throws Exception {
    if (chromium == null) {
      fatJar = GatewayJar.path(Lane.BROWSER);
      chromium = Chromium.start();
    }
    gateway = GatewayJar.start(fatJar, "http.port=0", "data.dir=" + data.resolve("journal"));
  }

  @AfterEach
  void stopGateway() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void theRestApiIsShownAndCanBeTried() {
    Page page = open("/docs#/Devices/listDevices", new Browser.NewContextOptions());

    assertThat(page.locator("#operations-Devices-listDevices")).isVisible(SOON);
    assertThat(page.locator("#operations-Operations-cancelOperation")).isVisible();
    assertThat(page.locator(".errors-wrapper")).isHidden();
    page.getByText("Try it out").click();
    page.getByText("Execute", new Page.GetByTextOptions().setExact(true)).click();
    Locator answer = page.locator(".live-responses-table .response-col_description");
    assertThat(answer.getByText("bt-a0b1c2d3e4f5").first()).isVisible(SOON);
    assertNobodyComplains();
  }

  @Test
  void theEventsAreShownWithTheMembersOfEachMessage() {
    Page page = open("/docs/events", new Browser.NewContextOptions());

    assertThat(page.locator("#webSocket")).isVisible(SOON);
    Locator message = page.locator("#events details").nth(1);
    message.locator("summary").click();
    assertThat(message.getByText("correlationid").first()).isVisible(SOON);
    assertNobodyComplains();
  }

  @Test
  void bothPagesFitAPhoneInTheDark() {
    for (String path : List.of("/docs#/Devices/disconnect", "/docs/events")) {
      Page page =
          open(
              path,
              new Browser.NewContextOptions()
                  .setViewportSize(PHONE_WIDTH, 740)
                  .setColorScheme(ColorScheme.DARK));
      assertThat(page.locator("#operations-Devices-disconnect, #webSocket").first())
          .isVisible(SOON);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(PHONE_WIDTH);
    }
    assertNobodyComplains();
  }

  private Page open(String path, Browser.NewContextOptions options) {
    Page page = chromium.browser().newContext(options).newPage();
    String own = gateway.url() + "/";
    page.addInitScript(WATCH);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(own) && !request.url().startsWith("data:")) {
            elsewhere.add(request.url());
          }
        });
    page.navigate(gateway.url() + path);
    return page;
  }

  private void assertNobodyComplains() {
    assertThat(complaints).isEmpty();
    assertThat(elsewhere).isEmpty();
  }
}
