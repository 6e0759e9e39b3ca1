package io.github.vertxwpd.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.GatewayOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.model.Device;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the pictures of the page that are kept: in both themes, and at a phone's width. A simulated
 * gateway has a device that was disconnected, one that Windows refused, and one that never answers.
 *
 * <p>Arguments: {@code chromium=} the program, {@code to=} the directory.
 */
public final class DashboardPictures {
  private static final Map<String, String> DEFAULTS =
      Map.of("chromium", "/usr/bin/chromium", "to", "src/bench/results");

  private static final long LIMIT_SECONDS = 60;

  private DashboardPictures() {}

  /** Takes them. */
  public static void main(String[] args) throws IOException, TimeoutException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    Path to = Path.of(settings.text("to"));
    Vertx vertx = Vertx.vertx();
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(settings.text("chromium")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
      int port = await(WpdGateway.deploy(vertx, options())).httpPort().orElseThrow();
      String device = prepare(vertx);
      take(
          browser, port, ColorScheme.LIGHT, 1120, 620, device, to.resolve("dashboard-devices.png"));
      take(browser, port, ColorScheme.DARK, 1120, 620, device, to.resolve("dashboard-dark.png"));
      take(browser, port, ColorScheme.LIGHT, 360, 740, "", to.resolve("dashboard-phone.png"));
    } finally {
      await(vertx.close());
    }
  }

  private static WpdOptions options() throws IOException {
    Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "pictures");
    return new WpdOptions()
        .setProvider("simulated")
        .setGateway(new GatewayOptions().setId("gw-003"))
        .setHttp(new HttpOptions().setPort(0))
        .setData(new DataOptions().setDir(data.toString()))
        .setSimulated(
            new SimulatorOptions()
                .setScript(new JsonObject().put("3", "refuse:0x80070005").put("5", "never")));
  }

  /** Lets a few things happen; returns the device that most happened to. */
  private static String prepare(Vertx vertx) throws TimeoutException {
    WpdClient client = WpdClient.create(vertx);
    List<Device> devices = await(client.devices());
    for (Device other : devices.subList(1, 5)) {
      // What Windows refuses is to be seen too.
      await(client.disconnect(other.id().value()).otherwiseEmpty());
    }
    String device = devices.get(0).id().value();
    await(client.disconnect(device).compose(queued -> later(vertx, 1_000)));
    await(client.connect(device).compose(queued -> later(vertx, 1_000)));
    return device;
  }

  private static Future<Void> later(Vertx vertx, long ms) {
    return vertx.timer(ms, TimeUnit.MILLISECONDS).mapEmpty();
  }

  private static void take(
      Browser browser,
      int port,
      ColorScheme theme,
      int width,
      int height,
      String device,
      Path file) {
    Page page =
        browser.newPage(
            new Browser.NewPageOptions().setViewportSize(width, height).setColorScheme(theme));
    page.navigate("http://127.0.0.1:" + port + "/" + (device.isEmpty() ? "" : "?device=" + device));
    page.locator("#connection[data-state=live]").waitFor();
    page.locator("[data-device]").first().waitFor();
    page.waitForTimeout(1_500);
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    page.close();
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
