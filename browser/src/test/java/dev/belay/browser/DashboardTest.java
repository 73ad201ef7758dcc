package dev.belay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page and every action of the dashboard in a real browser, over a Belay that trades. */
@Tag("browser")
@EnabledIf(value = "hasChromium", disabledReason = "no Chromium: install it, or set CHROMIUM")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardTest {
  private static final Duration START = Duration.ofMinutes(3);
  private static final double SOON = 40_000;

  @TempDir private static Path folder;
  private static Demo demo;
  private static Playwright playwright;
  private static Browser browser;

  static boolean hasChromium() {
    return Chromium.find().isPresent();
  }

  @BeforeAll
  static void start() throws IOException {
    demo = Demo.start(folder);
    playwright = Chromium.playwright();
    browser = Chromium.launch(playwright);
    demo.await("the API to answer", START, () -> demo.get("/api/health").has("status"));
    emptyPagesAreSound();
    demo.await(
        "an open position and a closed trade",
        START,
        () -> size("/api/positions") > 0 && size("/api/trades") > 1);
    demo.await(
        "a correlation",
        START,
        () -> demo.get("/api/portfolio").path("correlation").path("matrix").isArray());
  }

  /** Before anything has happened; on a fast machine something may have. */
  private static void emptyPagesAreSound() {
    try (Watched watched =
        new Watched(browser, demo.address(), Watched.NARROW, ColorScheme.LIGHT)) {
      for (String path : List.of("/", "/agents/qwen_single", "/positions", "/trades", "/costs")) {
        watched.open(path);
        watched.isSound();
        watched.picture("begun" + path.replace('/', '-'));
      }
    }
  }

  @AfterAll
  static void stop() {
    browser.close();
    playwright.close();
    demo.close();
  }

  private static int size(String path) {
    return demo.get(path).path("items").size();
  }

  private static Map<String, String> pages() {
    JsonNode trade = demo.get("/api/trades").path("items").path(0);
    JsonNode open = demo.get("/api/positions").path("items").path(0);
    String decision = trade.path("agent").asText();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/?range=all");
    pages.put("agents", "/agents?sort=return");
    pages.put("agent", "/agents/" + decision + "?range=all");
    pages.put("positions", "/positions");
    if (open.has("id")) {
      pages.put("position", "/positions/" + open.path("id").asText());
    }
    pages.put("trades", "/trades");
    pages.put("trade", "/positions/" + trade.path("position_id").asText());
    pages.put("decisions", "/decisions");
    pages.put("refusals", "/decisions?outcome=REFUSED");
    pages.put(
        "decision",
        "/decisions/"
            + demo.get("/api/positions/" + trade.path("position_id").asText())
                .path("decision_id")
                .asText()
                .replaceFirst("#\\d+$", ""));
    pages.put("costs", "/costs");
    pages.put("journal", "/journal");
    pages.put("settings", "/settings");
    pages.put("error", "/agents/nobody");
    return pages;
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
  void everyPageIsSound(int width, ColorScheme scheme) throws IOException {
    try (Watched watched = new Watched(browser, demo.address(), width, scheme)) {
      watched.open("/", demo.token());
      for (Map.Entry<String, String> path : pages().entrySet()) {
        if (path.getKey().equals("error")) {
          continue;
        }
        watched.open(path.getValue());
        if (watched.page.locator("[data-curves]").count() > 0) {
          watched.page.waitForSelector(".legend button");
        }
        watched.isSound();
        watched.picture(path.getKey());
        if (width == Watched.WIDE) {
          watched.window(path.getKey());
        }
      }
    }
  }

  @Test
  @Order(2)
  void aPageThatIsNotThereSaysWhatThereIs() {
    try (Watched watched =
        new Watched(browser, demo.address(), Watched.NARROW, ColorScheme.LIGHT)) {
      watched.open("/agents/nobody");
      assertThat(watched.page.textContent("main")).contains("qwen_single", "Overview");
      watched.picture("error");
    }
  }

  @Test
  @Order(3)
  void withoutTheTokenACommandSaysWhatIsMissing() {
    try (Watched watched = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/");
      watched.page.click("#do-flatten");
      watched.page.waitForSelector("#ask form");

      assertThat(watched.page.locator("#ask .needs-token").isVisible()).isTrue();
      assertThat(watched.page.locator("#ask [type=submit]").isDisabled()).isTrue();
      watched.picture("ask-without-token");
      watched.page.keyboard().press("Escape");
      assertThat(watched.page.locator("#ask").isVisible()).isFalse();
      watched.isSound();
    }
  }

  @Test
  @Order(4)
  void haltAndResumeSayWhatHappensAndShowEverywhere() throws IOException {
    try (Watched mine = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.LIGHT);
        Watched other = new Watched(browser, demo.address(), Watched.NARROW, ColorScheme.DARK)) {
      mine.open("/", demo.token());
      other.open("/positions");
      mine.page.click("#do-halt");
      mine.page.fill("#ask input[name=reason]", "<b>browser test</b>");
      mine.picture("ask-halt");
      give(mine.page);
      assertThat(mine.page.textContent("#ask .answer")).contains("Entries are halted");
      mine.page.click("#ask .dismiss");

      see(mine.page, ".banner", "<b>browser test</b>");
      see(other.page, ".banner", "<b>browser test</b>");
      other.picture("halted");
      mine.page.click("#do-resume");
      give(mine.page);
      mine.page.click("#ask .dismiss");
      see(mine.page, "#do-halt", "Halt");
      other.page.waitForSelector("#do-halt", new Page.WaitForSelectorOptions().setTimeout(SOON));
      mine.isSound();
      other.isSound();
    }
  }

  @Test
  @Order(5)
  void aPageTellsWhatHappensByItself() {
    try (Watched watched = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.DARK)) {
      watched.open("/journal");
      String first = watched.page.textContent("#chain tbody tr:first-child .n");
      watched.page.waitForFunction(
          "old => document.querySelector('#chain tbody tr:first-child .n').textContent !== old",
          first,
          new Page.WaitForFunctionOptions().setTimeout(SOON));
      watched.isSound();
    }
  }

  @Test
  @Order(6)
  void theKeyboardIsEnough() {
    try (Watched watched =
        new Watched(browser, demo.address(), Watched.NARROW, ColorScheme.LIGHT)) {
      watched.open("/agents");
      Page page = watched.page;
      page.keyboard().press("Tab");
      assertThat(focused(page)).isEqualTo("Skip to the content");
      page.keyboard().press("Enter");
      assertThat(page.evaluate("() => document.activeElement.id").toString()).isEqualTo("main");
      page.focus("#menu-button");
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      assertThat(focused(page)).isEqualTo("Overview");
      watched.picture("menu");
      page.keyboard().press("Enter");
      page.waitForURL(demo.address() + "/");
      page.waitForSelector(".legend button");
      page.locator(".legend button").first().press("Enter");
      assertThat(page.locator(".legend button").first().getAttribute("aria-pressed"))
          .isEqualTo("false");
      watched.isSound();
    }
  }

  @Test
  @Order(7)
  void aTimeShowsTheLocalOneOnHover() {
    try (Watched watched = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/trades");
      Locator time = watched.page.locator("#closed tbody time").first();
      time.hover();
      assertThat(time.getAttribute("title")).contains("local time");
    }
  }

  @Test
  @Order(8)
  void filtersAndPagesLeadOn() {
    try (Watched watched = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/decisions");
      watched.page.selectOption("select[name=agent]", "llama_scalper");
      watched.page.click(".filter button");
      watched.page.waitForURL("**/decisions?agent=llama_scalper**");
      assertThat(watched.page.locator("#decided tbody .agent").allTextContents())
          .isNotEmpty()
          .containsOnly("Llama Scalper");
      watched.open("/journal");
      watched.page.click("a[rel=next]");
      watched.page.waitForSelector("text=Newest");
      watched.open("/agents");
      watched.page.click("th >> text=Fees");
      watched.page.waitForSelector("th[aria-sort=ascending]");
      watched.isSound();
    }
  }

  private static void ask(Page page, String button) {
    page.locator("#acts")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
    page.waitForSelector("#ask form");
  }

  @Test
  @Order(10)
  void anAgentPausesResumesAndLeaves() throws IOException {
    try (Watched watched = new Watched(browser, demo.address(), Watched.NARROW, ColorScheme.DARK)) {
      watched.open("/agents/qwen_multi", demo.token());
      ask(watched.page, "Pause…");
      give(watched.page);
      watched.page.click("#ask .dismiss");
      see(watched.page, "#acts", "Resume…");
      watched.picture("paused");
      ask(watched.page, "Resume…");
      give(watched.page);
      watched.page.click("#ask .dismiss");
      see(watched.page, "#acts", "Pause…");
      ask(watched.page, "Close all and pause…");
      watched.picture("ask-exit");
      give(watched.page);
      watched.page.click("#ask .dismiss");
      see(watched.page, "#held", "It holds nothing");
      watched.isSound();
    }
  }

  @Test
  @Order(11)
  void flattenClosesEverything() throws IOException {
    try (Watched watched = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/positions", demo.token());
      watched.page.click("#do-flatten");
      watched.page.waitForSelector("#ask form");
      watched.picture("ask-flatten");
      give(watched.page);
      assertThat(watched.page.textContent("#ask .answer")).contains("venue reports flat");
      watched.picture("answered");
      watched.page.click("#ask .dismiss");
      watched.page.waitForSelector(
          "#open .empty", new Page.WaitForSelectorOptions().setTimeout(4 * SOON));
      watched.picture("flat");
      watched.isSound();
    }
  }

  @Test
  @Order(12)
  void aBelayThatIsGoneIsSaid() {
    try (Watched watched = new Watched(browser, demo.address(), Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/");
      demo.stop();
      watched.page.waitForSelector(
          "#offline:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(SOON));
      watched.picture("offline");
    }
  }

  private static void give(Page page) {
    page.click("#ask [type=submit]");
    page.waitForSelector(
        "#ask [type=submit]",
        new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN).setTimeout(SOON));
  }

  private static void see(Page page, String selector, String text) {
    page.waitForFunction(
        "([selector, text]) => document.querySelector(selector)?.textContent.includes(text)",
        List.of(selector, text),
        new Page.WaitForFunctionOptions().setTimeout(SOON));
  }

  private static String focused(Page page) {
    return page.evaluate("() => document.activeElement.textContent.trim()").toString();
  }
}
