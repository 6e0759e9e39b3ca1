package io.github.vertxwpd.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.github.vertxwpd.Lane;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The installed Chromium, driven by Playwright. */
final class Chromium implements AutoCloseable {
  /** What only the jar with Playwright's driver has, on every platform. */
  private static final String DRIVER =
      "META-INF/maven/com.microsoft.playwright/driver-bundle/pom.properties";

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; skips the test where it is missing. */
  static Chromium start() {
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(program -> Lane.onPath(program).stream())
            .findFirst();
    Lane.BROWSER.requireOrSkip(
        chromium.isPresent(), "Chromium is missing: apt-get install chromium");
    Lane.BROWSER.requireOrSkip(
        Chromium.class.getClassLoader().getResource(DRIVER) != null,
        "Playwright's driver is missing: set TEST_LANES=browser for the build");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.orElseThrow())
                    .setArgs(
                        List.of(
                            "--no-sandbox", "--disable-gpu", "--disable-background-networking"))));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
