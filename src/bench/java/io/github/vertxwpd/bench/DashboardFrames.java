package io.github.vertxwpd.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Measures in a real browser whether the page stays smooth: a fleet of devices whose links change,
 * while somebody watches, scrolls through all of them, and searches. What counts is how long the
 * page keeps the browser's main thread at a time: a task of 50 ms or more is a long one. The frames
 * are of a browser without a screen and without a graphics processor, which draws on the same
 * processors as everything else here.
 *
 * <p>Arguments: {@code devices=}, {@code rate=} events a second, {@code seconds=} for each thing
 * that is done, {@code rounds=}, {@code chromium=} the program, {@code result=} the file.
 */
public final class DashboardFrames {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "devices", "5000",
          "rate", "50",
          "seconds", "15",
          "rounds", "3",
          "chromium", "/usr/bin/chromium",
          "result", "");

  /** Notes each frame's distance from the one before, and each long task. */
  private static final String RECORD =
      """
      window.frames_ = [];
      window.tasks_ = [];
      new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => tasks_.push(duration)))
        .observe({ type: 'longtask', buffered: true });
      let before = null;
      const frame = (now) => {
        if (before !== null) {
          frames_.push(now - before);
        }
        before = now;
        window.scrollBy_ && scrollBy(0, window.scrollBy_);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      """;

  /** Gives what was noted, and begins anew. */
  private static final String TAKE =
      """
      () => {
        const frames = frames_.splice(0).sort((a, b) => a - b);
        const tasks = tasks_.splice(0).sort((a, b) => a - b);
        const at = (part) => frames[Math.min(frames.length - 1, Math.floor(frames.length * part))] ?? 0;
        return JSON.stringify({
          'frames': frames.length,
          'median ms': at(0.5),
          '99 % ms': at(0.99),
          'longest ms': at(1),
          'over 50 ms': frames.filter((each) => each > 50).length,
          'long tasks': tasks.length,
          'longest task ms': tasks.at(-1) ?? 0,
        });
      }
      """;

  private static final String SEARCH = "#search";
  private static final double SCROLL_PIXELS = 60;

  private final FanoutSettings settings;
  private final Report report;

  private DashboardFrames(FanoutSettings settings) {
    this.settings = settings;
    this.report =
        new Report(
            "dashboard-frames",
            new JsonObject()
                .put("devices", settings.number("devices"))
                .put("eventsPerSecond", settings.number("rate"))
                .put("seconds", settings.number("seconds"))
                .put("rounds", settings.number("rounds")));
  }

  /** Runs the measurement. */
  public static void main(String[] args) throws IOException {
    FanoutSettings settings = new FanoutSettings(args, DEFAULTS);
    DashboardFrames frames = new DashboardFrames(settings);
    try (FanoutProcess server =
            FanoutProcess.start(
                "gateway",
                FanoutDialect.WPD,
                FanoutServer.class,
                List.of(),
                List.of("devices=" + settings.number("devices")));
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(frames.options())) {
      for (int i = 0; i < settings.number("rounds"); i++) {
        frames.round(browser, server.ready());
      }
    }
    frames.report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      frames.report.write(Path.of(settings.text("result")));
    }
  }

  private BrowserType.LaunchOptions options() {
    return new BrowserType.LaunchOptions()
        .setExecutablePath(Path.of(settings.text("chromium")))
        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"));
  }

  private void round(Browser browser, FanoutReady server) throws IOException {
    Timer clock = new Timer("events", true);
    try (Socket publisher = new Socket(InetAddress.getLoopbackAddress(), server.publish())) {
      clock.scheduleAtFixedRate(publishing(publisher), 0, 1_000 / settings.number("rate"));
      Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1360, 850));
      page.addInitScript(RECORD);
      page.navigate("http://127.0.0.1:" + server.web() + "/");
      page.locator("[data-device]").nth(10).waitFor();
      page.waitForTimeout(1_000);
      take(page, "load, with the snapshot");
      page.waitForTimeout(millis());
      take(page, "watch");
      page.evaluate("window.scrollBy_ = " + SCROLL_PIXELS);
      page.waitForTimeout(millis());
      page.evaluate("window.scrollBy_ = 0");
      take(page, "scroll " + (int) SCROLL_PIXELS + " pixels a frame");
      search(page);
      take(page, "search, a letter at a time");
      page.close();
    } finally {
      clock.cancel();
    }
  }

  /** Types and deletes, so that the list is now all devices and now a few. */
  private void search(Page page) {
    page.evaluate("scrollTo(0, 0)");
    long end = System.nanoTime() + millis() * 1_000_000L;
    while (System.nanoTime() < end) {
      page.locator(SEARCH).pressSequentially("eos (49");
      page.waitForTimeout(200);
      for (int i = 0; i < 7; i++) {
        page.locator(SEARCH).press("Backspace");
      }
      page.waitForTimeout(200);
    }
  }

  private void take(Page page, String row) {
    JsonObject figures = new JsonObject((String) page.evaluate(TAKE));
    figures.forEach(
        figure -> report.add(row, figure.getKey(), ((Number) figure.getValue()).doubleValue()));
  }

  private int millis() {
    return settings.number("seconds") * 1_000;
  }

  private static TimerTask publishing(Socket publisher) {
    byte[] request = FanoutPublish.request(1).getBytes(StandardCharsets.US_ASCII);
    return new TimerTask() {
      @Override
      public void run() {
        try {
          publisher.getOutputStream().write(request);
          // The answers are of no interest, but must not fill the socket.
          publisher.getInputStream().skip(publisher.getInputStream().available());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
