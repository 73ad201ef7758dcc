package dev.belay.activities.research.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.activities.research.BacktestFigures;
import dev.belay.activities.research.BacktestRun;
import dev.belay.activities.research.CandleFolder;
import dev.belay.activities.research.Cores;
import dev.belay.activities.research.Study;
import dev.belay.data.CandleSource;
import dev.belay.domain.market.Interval;
import dev.belay.domain.research.RunSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TearSheetTest {
  @TempDir Path folder;

  private String sheet(String strategy, Map<String, Double> parameters, String symbols)
      throws IOException {
    CandleFolder.write(folder, 2500, "AAAUSDT", "BBBUSDT");
    Study study =
        Study.of(
            new RunSpec(
                strategy,
                parameters,
                folder.toString(),
                CandleSource.of(folder).choose(symbols),
                Interval.H1,
                null,
                null,
                false,
                BigDecimal.valueOf(10_000),
                BigDecimal.TEN,
                BigDecimal.ZERO,
                1,
                false,
                true));
    BacktestRun run = BacktestRun.of(study, Cores.all());
    Map<String, @Nullable Object> figures = BacktestFigures.of(run);
    figures.put("code_version", "<test & more>");
    return TearSheet.of(run, figures);
  }

  @Test
  void hasEverythingInItAndNeedsNothing() throws IOException {
    String page = sheet("ema-cross", Map.of(), "all");

    assertThat(page)
        .contains(
            "<h2>Equity</h2>",
            "<h2>Drawdown</h2>",
            "<h2>Beside it</h2>",
            "<h2>Months</h2>",
            "<h2>Rolling Sharpe</h2>",
            "<h2>Trades</h2>",
            "<h2>Symbols</h2>",
            "<h2>Settings</h2>",
            "<h2>Conventions</h2>",
            "buy and hold",
            "2022")
        .doesNotContain("http://", "https://", "<script", "src=", "url(", "null", "NaN");
    Matcher print = Pattern.compile("<code>([0-9a-f]{64})</code>").matcher(page);
    assertThat(print.find()).isTrue();
  }

  @Test
  void everyElementIsClosedAndTextIsEscaped() throws IOException {
    String page = sheet("donchian-trail", Map.of(), "AAAUSDT");

    assertThat(page).contains("&lt;test &amp; more&gt;").doesNotContain("<test");
    for (String element :
        new String[] {"table", "tr", "td", "th", "svg", "p", "dl", "dd", "div", "h2"}) {
      assertThat(count(page, "<" + element + "[ >]"))
          .as(element)
          .isEqualTo(count(page, "</" + element + ">"));
    }
  }

  private static int count(String page, String pattern) {
    int count = 0;
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  @Test
  void aRunWithoutATradeHasAPageToo() throws IOException {
    assertThat(sheet("random", Map.of("probability", 0.0), "AAAUSDT"))
        .contains("No closed trade.", "not significant: no closed trade");
  }

  @Test
  void nothingIsLessThanNothing() {
    assertThat(Html.plain(-0.0004, 2)).isEqualTo("0.00");
    assertThat(Html.plain(-1234.5, 1)).isEqualTo("-1,234.5");
    assertThat(Html.plain(-0.4, 0)).isEqualTo("0");
  }
}
