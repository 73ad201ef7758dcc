package dev.belay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The amplifier's page in a real browser, over a desk that trades. */
@Tag("browser")
@EnabledIf(
    value = "dev.belay.browser.DashboardTest#hasChromium",
    disabledReason = "no Chromium: install it, or set CHROMIUM")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AmplifierPageTest {
  private static final Duration START = Duration.ofMinutes(3);
  private static final double SOON = 90_000;

  @TempDir private static Path folder;
  private static Demo demo;
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    demo = Demo.start(folder, 300, "--systems", "amplifier", "--scenario", "crash");
    playwright = Chromium.playwright();
    browser = Chromium.launch(playwright);
    demo.await("the API to answer", START, () -> demo.get("/api/health").has("status"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    playwright.close();
    demo.close();
  }

  private static JsonNode desk() {
    return demo.get("/api/amplifier");
  }

  @Test
  @Order(1)
  void aDeskThatHasJustBegunIsSound() {
    try (Watched watched =
        new Watched(browser, demo.address(), Watched.NARROW, ColorScheme.LIGHT)) {
      for (String path : new String[] {"/amplifier", "/", "/agents", "/positions"}) {
        watched.open(path);
        watched.isSound();
        watched.picture("desk-begun" + path.replace('/', '-'));
      }
    }
  }

  @Test
  @Order(2)
  void whatTheDeskSeesAndHoldsIsShown() {
    demo.await("a position of the desk", START, () -> !desk().path("positions").isEmpty());
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {Watched.WIDE, Watched.NARROW}) {
        try (Watched watched = new Watched(browser, demo.address(), width, scheme)) {
          watched.open("/amplifier");
          assertThat(watched.page.textContent("#votes-title ~ article"))
              .contains("main", "conservative", "aggressive");
          assertThat(watched.page.locator("#ranking-title ~ .scroll tbody tr").count())
              .isPositive();
          watched.isSound();
          watched.picture("amplifier");
        }
      }
    }
  }

  @Test
  @Order(3)
  void theFlattenOfEveryPageReachesTheDesk() throws IOException {
    try (Watched watched = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.LIGHT)) {
      Page page = watched.page;
      watched.open("/amplifier", demo.token());
      give(page, "#do-flatten");
      demo.await(
          "a halted desk without positions",
          START,
          () ->
              desk().path("status").asText().equals("halted")
                  && desk().path("positions").isEmpty());
      watched.open("/amplifier");
      assertThat(page.textContent("main")).contains("halted them: flatten");
      watched.isSound();
      watched.picture("amplifier-halted");
      demo.await("the halt to be lifted", START, AmplifierPageTest::resumed);
      assertThat(desk().path("status").asText()).isNotEqualTo("halted");
    }
  }

  /** Refused as long as the venue has not reported flat. */
  private static boolean resumed() {
    try {
      demo.command("/api/portfolio/resume");
      return true;
    } catch (AssertionError e) {
      assertThat(e).hasMessageContaining("every account flat");
      return false;
    }
  }

  @Test
  @Order(4)
  void theDeskIsPausedAndResumedAndVotes() throws IOException {
    long before = desk().path("counts").path("votes").asLong() + revotes();
    try (Watched watched = new Watched(browser, demo.address(), Watched.NARROW, ColorScheme.DARK)) {
      Page page = watched.page;
      watched.open("/amplifier", demo.token());
      give(page, "#do-desk-pause");
      page.waitForSelector(
          "#desk:has-text('paused it')", new Page.WaitForSelectorOptions().setTimeout(SOON));
      watched.isSound();
      watched.picture("amplifier-paused");
      watched.open("/amplifier");
      give(page, "#do-desk-resume");
      give(page, "#do-vote");
      demo.await(
          "another vote",
          START,
          () -> desk().path("counts").path("votes").asLong() + revotes() > before);
      assertThat(desk().path("status").asText()).isNotEqualTo("paused");
    }
  }

  private static long revotes() {
    return desk().path("counts").path("revotes").asLong();
  }

  private static void give(Page page, String button) {
    page.click(button);
    page.waitForSelector("#ask form");
    page.click("#ask [type=submit]");
    page.waitForSelector(
        "#ask [type=submit]",
        new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN).setTimeout(SOON));
    page.click("#ask .dismiss");
  }
}
