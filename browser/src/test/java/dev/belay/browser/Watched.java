package dev.belay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page whose errors and requests are watched. */
final class Watched implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "screenshots");
  static final int WIDE = 1440;
  static final int NARROW = 390;

  private final BrowserContext context;
  private final String address;
  final Page page;
  private final List<String> errors = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final String suffix;

  Watched(Browser browser, String address, int width, ColorScheme scheme) {
    this.address = address;
    this.suffix = "-" + width + "-" + (scheme == ColorScheme.DARK ? "dark" : "light");
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width == WIDE ? 900 : 844)
                .setColorScheme(scheme)
                .setTimezoneId("Europe/Vienna"));
    page = context.newPage();
    // Patience for a machine that builds beside the tests; what is timed is timed elsewhere.
    page.setDefaultTimeout(60_000);
    page.setDefaultNavigationTimeout(120_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(errors::add);
    page.onRequest(request -> requests.add(request.url()));
  }

  /** Brings the token, as the printed address does. */
  void open(String path, String token) {
    page.navigate(address + path + "#token=" + token);
    page.waitForSelector("main h1");
  }

  void open(String path) {
    page.navigate(address + path);
    page.waitForSelector("main h1");
  }

  void picture(String name) {
    picture(name, true);
  }

  /** Only what the window shows, as for the README. */
  void window(String name) {
    picture(name + "-window", false);
  }

  private void picture(String name, boolean whole) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(PICTURES.resolve(name + suffix + ".png"))
            .setFullPage(whole));
  }

  /** What was refused on purpose: a browser tells of every such answer in its console. */
  void forgive(int status) {
    assertThat(errors.removeIf(error -> error.contains("status of " + status)))
        .as("a refusal with %d in the console, which has %s", status, errors)
        .isTrue();
  }

  /** No error, no request elsewhere, nothing wider than the window, everything has a name. */
  void isSound() {
    // What a click led to may still wait for its styles.
    page.waitForLoadState();
    assertThat(errors).as("the console at %s", page.url()).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith(address + "/") || url.startsWith("data:"));
    assertThat((List<?>) page.evaluate(TOO_WIDE))
        .as("wider than the window at %s", page.url())
        .isEmpty();
    assertThat((List<?>) page.evaluate(NAMELESS)).as("without a name at %s", page.url()).isEmpty();
    assertThat((Object) page.evaluate("() => document.querySelectorAll('h1').length"))
        .as("headings of %s", page.url())
        .isEqualTo(1);
  }

  private static final String TOO_WIDE =
      """
      () => {
        const width = document.documentElement.clientWidth;
        return document.documentElement.scrollWidth <= width ? []
          : [...document.querySelectorAll('body *')]
            .filter((e) => e.getBoundingClientRect().right > width)
            .map((e) => e.outerHTML.slice(0, 120));
      }\
      """;
  private static final String NAMELESS =
      """
      () => {
        const nameless = [...document.querySelectorAll('a, button, select, input, [role=img]')]
          .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.title
            || e.labels?.length || e.querySelector('img[alt]:not([alt=""])')));
        const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
        return nameless.map((e) => e.outerHTML)
          .concat(ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => 'twice: ' + id))
          .concat([...document.querySelectorAll('[aria-labelledby], [aria-controls]')]
            .map((e) => e.getAttribute('aria-labelledby') ?? e.getAttribute('aria-controls'))
            .filter((id) => id !== 'ask-title' && !document.getElementById(id)));
      }\
      """;

  @Override
  public void close() {
    context.close();
  }
}
