package dev.belay.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A Belay that trades and a browser to look at it. */
final class Rig implements AutoCloseable {
  static final Duration START = Duration.ofMinutes(3);

  final Demo demo;
  private final Playwright playwright;
  private final Browser browser;

  private Rig(Demo demo) {
    this.demo = demo;
    playwright = Chromium.playwright();
    browser = Chromium.launch(playwright);
  }

  /**
   * Waits until its API answers.
   *
   * @param speed market seconds a second
   */
  static Rig start(Path folder, int speed, String... more) throws IOException {
    Rig rig = new Rig(Demo.start(folder, speed, more));
    rig.demo.await("the API to answer", START, () -> rig.demo.get("/api/health").has("status"));
    return rig;
  }

  Watched watch(int width, ColorScheme scheme) {
    return new Watched(browser, demo.address(), width, scheme);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    demo.close();
  }
}
