package dev.belay.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.api.ApiJson;
import dev.belay.api.config.ConfigView;
import dev.belay.domain.portfolio.PortfolioSpec;
import org.junit.jupiter.api.Test;

class YamlTextTest {

  private static String shown(PortfolioSpec spec) {
    return YamlText.of(ApiJson.tree(ConfigView.of(spec)));
  }

  @Test
  void whatIsShownCanBeReadAgain() {
    PortfolioSpec shipped = PortfolioFile.shipped();

    PortfolioSpec again = PortfolioFile.parse(shown(shipped), "shown");

    assertThat(ConfigDiff.of(shipped, again)).isEmpty();
    assertThat(shown(again)).isEqualTo(shown(shipped));
  }

  @Test
  void textsThatLookLikeSomethingElseAreQuoted() {
    String text =
        PortfolioFile.shippedText()
            .replace("name: Qwen3 Single", "name: 'null'")
            .replace("name: GPT-OSS Single", "name: \"# a: [b] \\\"c\\\" ü\"")
            .replace("name: Llama Scalper", "name: '1e5'");
    PortfolioSpec spec = PortfolioFile.parse(text, "test");

    PortfolioSpec again = PortfolioFile.parse(shown(spec), "shown");

    assertThat(again.agents()).extracting(agent -> agent.name()).contains("null", "1e5");
    assertThat(ConfigDiff.of(spec, again)).isEmpty();
  }

  @Test
  void theApisOwnFormCanBeReadToo() {
    PortfolioSpec shipped = PortfolioFile.shipped();

    String json = ApiJson.write(ConfigView.of(shipped));

    assertThat(ConfigDiff.of(shipped, PortfolioFile.parse(json, "answer"))).isEmpty();
  }

  @Test
  void aDifferenceNamesPathAndBothValues() {
    PortfolioSpec file =
        PortfolioFile.parse(
            PortfolioFile.shippedText()
                .replaceFirst("interval: 3m", "interval: 90s")
                .replace("drawdown_pct: 15", "drawdown_pct: 15.0")
                .replace("gross_multiple: 3", "gross_multiple: 2.5"),
            "test");

    assertThat(ConfigDiff.of(PortfolioFile.shipped(), file))
        .extracting(ConfigDiff.Change::toString)
        .containsExactly(
            "~ agents.qwen_single.interval: 3m → 90s", "~ fund_limits.gross_multiple: 3 → 2.5");
  }
}
