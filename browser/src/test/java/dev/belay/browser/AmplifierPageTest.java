package dev.belay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final double SOON = 90_000;

  @TempDir private static Path folder;
  private static Rig rig;
  private static Demo demo;

  @BeforeAll
  static void start() throws IOException {
    rig = Rig.start(folder, 300, "--systems", "amplifier", "--scenario", "crash");
    demo = rig.demo;
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static JsonNode desk() {
    return demo.get("/api/amplifier");
  }

  @Test
  @Order(1)
  void aDeskThatHasJustBegunIsSound() {
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.LIGHT)) {
      for (String path : new String[] {"/amplifier", "/", "/agents", "/positions", "/trades"}) {
        watched.open(path);
        watched.isSound();
        watched.picture("desk-begun" + path.replace('/', '-'));
      }
    }
  }

  @Test
  @Order(2)
  void whatTheDeskSeesAndHoldsIsShown() {
    demo.await("a position of the desk", Rig.START, () -> !desk().path("positions").isEmpty());
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {Watched.WIDE, Watched.NARROW}) {
        try (Watched watched = rig.watch(width, scheme)) {
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

  /** A crash may close it first; then another one is taken. */
  @Test
  @Order(3)
  void aSinglePositionIsClosedByHand() throws IOException {
    String id;
    do {
      id = openPosition();
    } while (!isClosed(id));
    String closed = id;
    demo.await(
        "the position to be closed",
        Rig.START,
        () -> demo.get("/api/positions/" + closed).path("status").asText().equals("CLOSED"));
    assertThat(demo.get("/api/positions/" + closed).path("exit_reason").asText())
        .isEqualTo("COMMAND");
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/trades");
      assertThat(watched.page.locator("#closed a[href='/positions/" + closed + "']").count())
          .isEqualTo(1);
      assertThat(watched.page.locator("#closed a.agent").first().getAttribute("href"))
          .isEqualTo("/amplifier");
      watched.isSound();
      watched.picture("desk-trades");
      watched.open("/");
      assertThat(watched.page.textContent("main")).contains("No agents share a fund here");
      watched.isSound();
      watched.picture("desk-overview");
    }
  }

  private static String openPosition() {
    demo.await(
        "a position of the desk that may be closed", Rig.START, () -> !openPositions().isEmpty());
    List<String> open = openPositions();
    return open.isEmpty() ? openPosition() : open.getLast();
  }

  private static List<String> openPositions() {
    List<String> open = new ArrayList<>();
    for (JsonNode position : desk().path("positions")) {
      if (position.path("status").asText().equals("OPEN")) {
        open.add(position.path("id").asText());
      }
    }
    return open;
  }

  /** By hand; false where it was closing already. */
  private static boolean isClosed(String id) throws IOException {
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.LIGHT)) {
      Page page = watched.page;
      watched.open("/positions/" + id, demo.token());
      assertThat(page.textContent("h1")).contains("amplifier");
      watched.isSound();
      watched.picture("desk-position");
      Locator close = page.locator("#acts button:has-text('Close')");
      if (close.count() == 0) {
        return false;
      }
      close.click();
      page.waitForSelector("#ask form");
      return Ask.isTaken(page);
    }
  }

  @Test
  @Order(4)
  void theFlattenOfEveryPageReachesTheDesk() throws IOException {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      Page page = watched.page;
      watched.open("/amplifier", demo.token());
      give(page, "#do-flatten");
      demo.await(
          "a halted desk without positions",
          Rig.START,
          () ->
              desk().path("status").asText().equals("halted")
                  && desk().path("positions").isEmpty());
      watched.open("/amplifier");
      assertThat(page.textContent("main")).contains("halted them: flatten");
      watched.isSound();
      watched.picture("amplifier-halted");
      demo.await("the halt to be lifted", Rig.START, AmplifierPageTest::resumed);
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
  @Order(5)
  void theDeskIsPausedAndResumedAndVotes() throws IOException {
    long before = desk().path("counts").path("votes").asLong() + revotes();
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.DARK)) {
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
          Rig.START,
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
    Ask.give(page);
    Ask.dismiss(page);
  }
}
