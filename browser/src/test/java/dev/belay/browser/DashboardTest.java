package dev.belay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
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
  private static final double SOON = 40_000;

  @TempDir private static Path folder;
  private static Rig rig;
  private static Demo demo;

  static boolean hasChromium() {
    return Chromium.find().isPresent();
  }

  @BeforeAll
  static void start() throws IOException {
    rig = Rig.start(folder, 90);
    demo = rig.demo;
    emptyPagesAreSound();
    demo.await(
        "an open position and a closed trade",
        Rig.START,
        () -> size("/api/positions") > 0 && size("/api/trades") > 1);
    demo.await(
        "a correlation",
        Rig.START,
        () -> demo.get("/api/portfolio").path("correlation").path("matrix").isArray());
  }

  /** Before anything has happened; on a fast machine something may have. */
  private static void emptyPagesAreSound() {
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.LIGHT)) {
      for (String path : List.of("/", "/agents/qwen_single", "/positions", "/trades", "/costs")) {
        watched.open(path);
        watched.isSound();
        watched.picture("begun" + path.replace('/', '-'));
      }
    }
  }

  @AfterAll
  static void stop() {
    rig.close();
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
    pages.put("reviews", "/reviews");
    pages.put("costs", "/costs");
    pages.put("research-empty", "/research");
    pages.put("data", "/data");
    pages.put("journal", "/journal");
    pages.put("cases", "/cases");
    pages.put("settings", "/settings");
    pages.put("error", "/agents/nobody");
    return pages;
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
  void everyPageIsSound(int width, ColorScheme scheme) throws IOException {
    try (Watched watched = rig.watch(width, scheme)) {
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
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.LIGHT)) {
      watched.open("/agents/nobody");
      assertThat(watched.page.textContent("main")).contains("qwen_single", "Overview");
      watched.picture("error");
    }
  }

  @Test
  @Order(3)
  void withoutTheTokenACommandSaysWhatIsMissing() {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
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
    try (Watched mine = rig.watch(Watched.WIDE, ColorScheme.LIGHT);
        Watched other = rig.watch(Watched.NARROW, ColorScheme.DARK)) {
      mine.open("/", demo.token());
      other.open("/positions");
      mine.page.click("#do-halt");
      mine.page.fill("#ask input[name=reason]", "<b>browser test</b>");
      mine.picture("ask-halt");
      Ask.give(mine.page);
      assertThat(mine.page.textContent("#ask .answer")).contains("Entries are halted");
      mine.page.click("#ask .dismiss");

      see(mine.page, ".banner", "<b>browser test</b>");
      see(other.page, ".banner", "<b>browser test</b>");
      other.picture("halted");
      mine.page.click("#do-resume");
      Ask.give(mine.page);
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
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.DARK)) {
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
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.LIGHT)) {
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
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/trades");
      Locator time = watched.page.locator("#closed tbody time").first();
      time.hover();
      assertThat(time.getAttribute("title")).contains("local time");
    }
  }

  @Test
  @Order(8)
  void filtersAndPagesLeadOn() {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
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
  @Order(13)
  void anAgentPausesResumesAndLeaves() throws IOException {
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.DARK)) {
      watched.open("/agents/qwen_multi", demo.token());
      ask(watched.page, "Resume…");
      Ask.give(watched.page);
      Ask.dismiss(watched.page);
      see(watched.page, "#acts", "Pause…");
      ask(watched.page, "Pause…");
      Ask.give(watched.page);
      Ask.dismiss(watched.page);
      see(watched.page, "#acts", "Resume…");
      watched.picture("paused");
      ask(watched.page, "Close all and pause…");
      watched.picture("ask-exit");
      Ask.give(watched.page);
      watched.page.click("#ask .dismiss");
      see(watched.page, "#held", "It holds nothing");
      watched.isSound();
    }
  }

  /**
   * From here on operators act. The market goes slowly and no agent decides, so that what is
   * clicked on stays as it is.
   */
  @Test
  @Order(9)
  void theMarketSlowsDown() throws IOException {
    demo.await(
        "three open positions with stops at the venue",
        Rig.START,
        () -> protectedOnes().size() > 2);
    demo.restart(10);
    demo.get("/api/portfolio")
        .path("agents")
        .forEach(
            agent -> demo.command("/api/agents/" + agent.path("trader_id").asText() + "/pause"));
    assertThat(protectedOnes()).isNotEmpty();
  }

  private static List<JsonNode> protectedOnes() {
    return demo.get("/api/positions")
        .path("items")
        .valueStream()
        .filter(p -> p.path("status").asText().equals("OPEN"))
        .filter(p -> p.path("stop_confirmed_at").isTextual())
        .toList();
  }

  @Test
  @Order(10)
  void aPositionsStopAndTargetMoveAndItIsClosedInParts() throws IOException {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/", demo.token());
      for (JsonNode position : protectedOnes()) {
        try {
          operate(watched, position);
          watched.isSound();
          return;
        } catch (TimeoutError | AssertionError e) {
          // The market may have closed it meanwhile; anything else is what it says.
          String path = "/api/positions/" + position.path("id").asText();
          JsonNode now = demo.get(path);
          if (now.path("status").asText().equals("OPEN")) {
            throw new AssertionError("%s, and the position is %s".formatted(e, now), e);
          }
        }
      }
      throw new AssertionError("Expected a position that stays open while it is moved");
    }
  }

  private static void operate(Watched watched, JsonNode position) {
    Page page = watched.page;
    String id = position.path("id").asText();
    BigDecimal stop = new BigDecimal(position.path("stop").asText());
    BigDecimal mark = new BigDecimal(position.path("mark").asText());
    String tighter = between(stop, mark, "0.2");
    String farther = between(stop, mark, "3");
    watched.open("/positions/" + id);

    ask(page, "Stop…");
    page.fill("#ask [name=price]", farther);
    watched.picture("ask-stop");
    refused(watched, 422);
    page.fill("#ask [name=price]", tighter);
    Ask.give(page);
    Ask.dismiss(page);
    done(page, 1);
    see(page, "#figures", tighter);

    ask(page, "Target…");
    page.fill("#ask [name=price]", farther);
    Ask.give(page);
    Ask.dismiss(page);
    done(page, 2);
    see(page, "#figures", farther);

    page.locator("#orders")
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel…").setExact(true))
        .click();
    page.waitForSelector("#ask form");
    Ask.give(page);
    Ask.dismiss(page);
    page.waitForFunction(
        "() => !document.querySelector('#orders .acts button')",
        null,
        new Page.WaitForFunctionOptions().setTimeout(SOON));

    ask(page, "Target…");
    page.fill("#ask [name=price]", farther);
    Ask.give(page);
    Ask.dismiss(page);
    page.waitForSelector("#orders .acts button");
    ask(page, "Target…");
    page.fill("#ask [name=price]", "");
    Ask.give(page);
    Ask.dismiss(page);
    page.waitForFunction(
        "() => !document.querySelector('#orders .acts button')",
        null,
        new Page.WaitForFunctionOptions().setTimeout(SOON));
    watched.picture("instructed");

    String quantity = position.path("quantity").asText();
    ask(page, "Close…");
    page.selectOption("#ask [name=pct]", "50");
    watched.picture("ask-close");
    Ask.give(page);
    Ask.dismiss(page);
    demo.await(
        "a part of " + id + " to be closed",
        Rig.START,
        () -> !demo.get("/api/positions/" + id).path("quantity").asText().equals(quantity));
    ask(page, "Close…");
    Ask.give(page);
    Ask.dismiss(page);
    page.waitForSelector("text=Net result", new Page.WaitForSelectorOptions().setTimeout(3 * SOON));
  }

  /** A price so far on the way from one to the other, with the digits of the first. */
  private static String between(BigDecimal from, BigDecimal to, String share) {
    return from.add(to.subtract(from).multiply(new BigDecimal(share)))
        .setScale(Math.max(from.scale(), 0), RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** So many instructions have come to their end, and each was carried out. */
  private static void done(Page page, int instructions) {
    page.waitForFunction(
        "count => document.querySelectorAll('#instructed .pill:is(.done, .refused, .overtaken)')"
            + ".length >= count",
        instructions,
        new Page.WaitForFunctionOptions().setTimeout(SOON));
    assertThat(page.textContent("#instructed"))
        .doesNotContain("refused")
        .doesNotContain("overtaken");
  }

  /** Gives the command, which the API refuses with a reason that the dialog shows. */
  private static void refused(Watched watched, int status) {
    watched.page.click("#ask [type=submit]");
    watched.page.waitForSelector("#ask .answer.bad");
    assertThat(watched.page.textContent("#ask .answer"))
        .contains("Not done: ")
        .hasSizeGreaterThan(25);
    watched.forgive(status);
  }

  @Test
  @Order(11)
  void anAgentIsChangedDisabledEnabledAndAddedWhileItRuns() throws IOException {
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.LIGHT)) {
      Page page = watched.page;
      watched.open("/agents/openai_multi", demo.token());
      ask(page, "Change…");
      page.fill("#ask [name=interval_seconds]", "420");
      page.click("#ask summary");
      page.fill("#ask [name='limits.max_leverage']", "99");
      watched.picture("ask-set");
      refused(watched, 400);
      page.fill("#ask [name='limits.max_leverage']", "4");
      Ask.give(page);
      Ask.dismiss(page);
      watched.open("/agents/openai_multi");
      assertThat(page.textContent("main")).contains("7 min");

      ask(page, "Disable…");
      watched.picture("ask-disable");
      Ask.give(page);
      Ask.dismiss(page);
      page.waitForSelector("#do-enable", new Page.WaitForSelectorOptions().setTimeout(SOON));
      movesEnd();
      ask(page, "Enable…");
      Ask.give(page);
      Ask.dismiss(page);
      page.waitForSelector("#do-disable", new Page.WaitForSelectorOptions().setTimeout(SOON));
      movesEnd();

      watched.open("/agents");
      page.click("#do-add");
      page.waitForSelector("#ask form");
      page.fill("#ask [name=id]", "newcomer");
      page.fill("#ask [name=name]", "New <b>Comer</b>");
      watched.picture("ask-add");
      Ask.give(page);
      Ask.dismiss(page);
      see(page, "#leaderboard", "New <b>Comer</b>");
      movesEnd();
      watched.isSound();
    }
  }

  private static void movesEnd() {
    demo.await(
        "all capital to be moved",
        Rig.START,
        () ->
            demo.get("/api/allocations")
                .path("items")
                .valueStream()
                .noneMatch(plan -> plan.path("status").asText().equals("running")));
  }

  @Test
  @Order(12)
  void capitalIsSharedOutAndTheFundReviewed() throws IOException {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.DARK)) {
      Page page = watched.page;
      watched.open("/reviews", demo.token());
      page.click("#do-allocation");
      page.waitForSelector("#ask form");
      assertThat(page.locator("#ask [name^='weights.']").first().isVisible()).isFalse();
      page.selectOption("#ask [name=scheme]", "custom");
      Locator weights = page.locator("#ask [name^='weights.']");
      int last = weights.count() - 1;
      for (int i = 0; i < last; i++) {
        weights.nth(i).fill("10");
      }
      refused(watched, 400);
      weights.nth(last).fill("" + (100 - 10 * last));
      see(page, "#ask .sum", "They sum to 100 %");
      watched.picture("ask-allocation");
      Ask.give(page);
      Ask.dismiss(page);
      see(page, "#tiles", "Custom");
      movesEnd();
      for (String scheme : List.of("strategy", "performance", "equal")) {
        page.click("#do-allocation");
        page.waitForSelector("#ask form");
        page.selectOption("#ask [name=scheme]", scheme);
        Ask.give(page);
        Ask.dismiss(page);
        movesEnd();
      }
      watched.open("/cases");
      page.click("#do-reconcile");
      page.waitForSelector("#ask form");
      watched.picture("ask-reconcile");
      Ask.give(page);
      Ask.dismiss(page);
      demo.await(
          "a reconciliation",
          Rig.START,
          () -> demo.get("/api/cases").path("reconciliation").isObject());
      watched.open("/reviews");
      page.click("#do-rebalance");
      page.waitForSelector("#ask form");
      watched.picture("ask-rebalance");
      Ask.give(page);
      Ask.dismiss(page);
      demo.await(
          "the review to be carried out",
          Rig.START,
          () -> demo.get("/api/reviews").path("items").path(0).path("applied_at").isTextual());
      movesEnd();
      watched.open("/reviews");
      watched.picture("reviewed");
      watched.isSound();
      page.click("#held tbody a");
      page.waitForSelector("#moves");
      assertThat(page.textContent("main")).contains("√8760", "Capital before and after");
      watched.picture("review");
      watched.isSound();
    }
    try (Watched narrow = rig.watch(Watched.NARROW, ColorScheme.LIGHT)) {
      for (String path :
          List.of(
              "/reviews",
              "/reviews/" + demo.get("/api/reviews").path("items").path(0).path("id").asText())) {
        narrow.open(path);
        narrow.isSound();
        narrow.picture(path.length() > 8 ? "review" : "reviewed");
      }
    }
  }

  @Test
  @Order(14)
  void flattenClosesEverything() throws IOException {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/positions", demo.token());
      watched.page.click("#do-flatten");
      watched.page.waitForSelector("#ask form");
      watched.picture("ask-flatten");
      Ask.give(watched.page);
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
  @Order(15)
  void aBelayThatIsGoneIsSaid() {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      watched.open("/");
      demo.stop();
      watched.page.waitForSelector(
          "#offline:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(SOON));
      watched.picture("offline");
    }
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
