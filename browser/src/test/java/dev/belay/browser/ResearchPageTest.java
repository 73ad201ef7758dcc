package dev.belay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Research from the page, in a real browser, with real candles' files and real processes. */
@Tag("browser")
@EnabledIf(
    value = "dev.belay.browser.DashboardTest#hasChromium",
    disabledReason = "no Chromium: install it, or set CHROMIUM")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResearchPageTest {
  private static final double SOON = 90_000;
  private static final int CANDLES = 30_000;

  @TempDir private static Path folder;
  private static Rig rig;
  private static Demo demo;

  @BeforeAll
  static void start() throws IOException {
    rig = Rig.start(folder, 90);
    demo = rig.demo;
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static void candles() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    long begin = Instant.parse("2022-01-01T00:00:00Z").toEpochMilli();
    for (String symbol : new String[] {"BTCUSDT", "ETHUSDT"}) {
      Random random = new Random(symbol.hashCode());
      StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
      double price = 1000;
      for (int i = 0; i < CANDLES; i++) {
        double next = Math.max(1, price * (1 + 0.006 * random.nextGaussian() + 1e-5));
        text.append(
            String.format(
                Locale.ROOT,
                "%d,%.4f,%.4f,%.4f,%.4f,10\n",
                begin + i * 3_600_000L,
                price,
                Math.max(price, next) * 1.001,
                Math.min(price, next) * 0.999,
                next));
        price = next;
      }
      Files.writeString(data.resolve(symbol + ".csv"), text);
    }
    demo.belay("data", "import", data.toString(), "--store", "spot");
  }

  private static Page.WaitForSelectorOptions soon() {
    return new Page.WaitForSelectorOptions().setTimeout(SOON);
  }

  @Test
  @Order(1)
  void withoutCandlesThePageSaysWhatToDo() throws IOException {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      try (Watched watched = rig.watch(Watched.WIDE, scheme)) {
        watched.open("/research", demo.token());
        assertThat(watched.page.textContent("main"))
            .contains("No candles yet", "belay data import", "No run is kept yet");
        assertThat(watched.page.locator("#do-run").count()).isZero();
        watched.isSound();
        watched.picture("research-empty");
      }
    }
    candles();
  }

  private static void begin(Page page) {
    page.click("#do-run");
    page.waitForSelector("#ask form");
  }

  private static void give(Page page) {
    page.click("#ask [type=submit]");
    page.waitForSelector("#ask .answer:has-text('taken in')", soon());
    Ask.dismiss(page);
  }

  @Test
  @Order(2)
  void backtestsAreStartedAndSeen() throws IOException {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      Page page = watched.page;
      watched.open("/research", demo.token());
      assertThat(page.textContent("#kept")).contains("No run is kept yet");
      watched.picture("research-none");

      begin(page);
      assertThat(page.locator("#ask [name='params.fast']:visible").count()).isEqualTo(1);
      assertThat(page.locator("#ask [name='grid.fast']:visible").count()).isZero();
      page.fill("#ask [name=symbols]", "BTCUSDT");
      page.fill("#ask [name=name]", "Quick <b>one</b>");
      page.fill("#ask [name='params.fast'] >> visible=true", "40");
      page.click("#ask [type=submit]");
      page.waitForSelector("#ask .answer.bad");
      assertThat(page.textContent("#ask .answer")).contains("Expected fast below slow");
      watched.forgive(400);
      page.fill("#ask [name='params.fast'] >> visible=true", "10");
      watched.picture("ask-run");
      give(page);
      page.waitForSelector("#kept a:has-text('Quick <b>one</b>')", soon());

      begin(page);
      page.fill("#ask [name=symbols]", "BTCUSDT");
      page.fill("#ask [name=name]", "Slow one");
      page.fill("#ask [name='params.slow'] >> visible=true", "200");
      give(page);
      page.waitForSelector("#kept a:has-text('Slow one')", soon());

      begin(page);
      page.selectOption("#ask [name=strategy]", "donchian-trail");
      assertThat(page.locator("#ask [name='params.trail_pct']:visible").count()).isEqualTo(1);
      assertThat(page.locator("#ask [name='params.fast']:visible").count()).isZero();
      page.fill("#ask [name=from]", "2023-01-01");
      give(page);
      page.waitForSelector("#kept a:has-text('backtest of donchian-trail')", soon());
      watched.isSound();
      watched.picture("research");
      watched.open("/data");
      assertThat(page.textContent("#stores")).contains("spot", "60,000", "complete");
      watched.isSound();
      watched.picture("data");
    }
  }

  @Test
  @Order(3)
  void whatRunsShowsHowFarItIsAndIsCancelled() throws IOException {
    try (Watched watched = rig.watch(Watched.NARROW, ColorScheme.DARK)) {
      Page page = watched.page;
      watched.open("/research", demo.token());
      begin(page);
      page.selectOption("#ask [name=kind]", "sweep");
      page.fill("#ask [name='grid.fast'] >> visible=true", "2..250");
      page.fill("#ask [name='grid.slow'] >> visible=true", "300..650");
      page.fill("#ask [name=name]", "Very many");
      watched.picture("ask-sweep");
      give(page);
      page.waitForFunction(
          "() => document.querySelector('#working .progress')?.getAttribute('aria-valuenow') > 0",
          null,
          new Page.WaitForFunctionOptions().setTimeout(SOON));
      assertThat(page.textContent("#working")).contains("Very many", "of 87,399");
      watched.isSound();
      watched.picture("research-working");
      page.click("#working button");
      page.waitForSelector("#ask form");
      page.click("#ask [type=submit]");
      page.waitForSelector("#ask .answer:has-text('given up')");
      page.click("#ask .dismiss");
      page.waitForSelector("#kept tr:has-text('Very many') .pill.cancelled", soon());
      assertThat(page.locator("#working li").count()).isZero();
      watched.isSound();
    }
  }

  @Test
  @Order(4)
  void runsAreComparedSideBySide() throws IOException {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {Watched.WIDE, Watched.NARROW}) {
        try (Watched watched = rig.watch(width, scheme)) {
          Page page = watched.page;
          watched.open("/research", demo.token());
          assertThat(page.locator("#do-compare").isDisabled()).isTrue();
          tick(page, "Quick <b>one</b>");
          tick(page, "Slow one");
          watched.isSound();
          watched.picture("research-ticked");
          page.click("#do-compare:has-text('Compare these 2')");
          page.waitForSelector("h1:has-text('Runs side by side')");
          assertThat(page.locator("svg polyline").count()).isEqualTo(2);
          assertThat(page.locator("main .banner").count()).isZero();
          assertThat(page.locator(".differs th").allTextContents())
              .extracting(String::strip)
              .containsExactlyInAnyOrder("≠ fast", "≠ slow");
          watched.isSound();
          watched.picture("compare");
        }
      }
    }
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      Page page = watched.page;
      watched.open("/research", demo.token());
      tick(page, "Slow one");
      tick(page, "backtest of donchian-trail");
      page.click("#do-compare");
      page.waitForSelector("main .banner:has-text('different spans')");
      page.waitForSelector("main .banner:has-text('different symbols')");
      watched.isSound();
      watched.picture("compare-warned");
    }
  }

  private static void tick(Page page, String run) {
    page.locator("#kept tr", new Page.LocatorOptions().setHasText(run))
        .locator("[name=run]")
        .check();
  }

  @Test
  @Order(5)
  void aRunHasAPageAndAReportWithItsStyles() throws IOException {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      try (Watched watched = rig.watch(Watched.WIDE, scheme)) {
        Page page = watched.page;
        watched.open("/research", demo.token());
        follow(page, "Slow one");
        assertThat(page.textContent("#asked")).contains("--param=slow=200", "Fee bps");
        watched.isSound();
        watched.picture("run");
        String report = page.getAttribute("a:has-text('Report')", "href");
        page.navigate(demo.address() + report);
        page.waitForSelector("h1");
        assertThat(page.textContent("h1")).contains("ema-cross");
        assertThat(
                (Object)
                    page.evaluate(
                        "() => getComputedStyle(document.querySelector('dl.tiles')).display"))
            .isEqualTo("grid");
        watched.isSound();
        watched.picture("report");
      }
    }
  }

  @Test
  @Order(6)
  void whatABelayThatEndedHasLeftIsBrokenOffAndStartedAgain() throws IOException {
    try (Watched watched = rig.watch(Watched.WIDE, ColorScheme.LIGHT)) {
      Page page = watched.page;
      watched.open("/research", demo.token());
      again(page);
      page.waitForSelector("#figures .progress", soon());
      demo.restart(10);
      watched.open("/research");
      follow(page, "Very many");
      page.waitForSelector(".pill.broken_off");
      assertThat(page.textContent("#figures")).contains("Belay ended before it was done");
      watched.picture("broken-off");
      page.click("#do-delete");
      page.waitForSelector("#ask form");
      page.click("#ask [type=submit]");
      page.waitForURL("**/research");
      page.waitForSelector("#kept tbody");
      assertThat(page.textContent("#kept")).doesNotContain("Very many").contains("Slow one");
    }
  }

  private static void again(Page page) {
    follow(page, "Very many");
    page.click("#do-again");
    page.waitForSelector("#ask form");
    page.click("#ask [type=submit]");
    page.waitForSelector("#ask .answer:has-text('computed anew')");
    Ask.dismiss(page);
  }

  /** To the page of a run, until it has loaded: a button is there before the script behind it. */
  private static void follow(Page page, String run) {
    page.click("#kept a:has-text('%s')".formatted(run));
    page.waitForURL("**/research/runs/**");
  }
}
