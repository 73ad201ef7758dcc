package dev.belay.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortfolioFileTest {
  private static final String SHIPPED = PortfolioFile.shippedText();

  /** The shipped file with the first occurrence changed that is no comment. */
  private static String changed(String from, String to) {
    var found = Pattern.compile("(?m)^([^#\n]*)" + Pattern.quote(from)).matcher(SHIPPED);
    assertThat(found.find()).as(from).isTrue();
    return found.replaceFirst(m -> Matcher.quoteReplacement(m.group(1) + to));
  }

  private static OperatorException refusal(String text) {
    OperatorException refusal =
        catchThrowableOfType(OperatorException.class, () -> PortfolioFile.parse(text, "fund.yaml"));
    assertThat(refusal).isNotNull();
    assertThat(refusal.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    return refusal;
  }

  @Test
  void shipsTheSevenAgents() {
    PortfolioSpec spec = PortfolioFile.shipped();

    assertThat(spec.name()).isEqualTo("main");
    assertThat(spec.initialBalance()).isEqualTo(Usdt.of("10000"));
    assertThat(spec.agents())
        .extracting(AgentSpec::id)
        .containsExactly(
            "qwen_single",
            "openai_single",
            "qwen_multi",
            "openai_multi",
            "llama_scalper",
            "llama_analyzer",
            "gpt20b_fast");
    assertThat(spec.agents())
        .extracting(agent -> agent.interval().toMinutes())
        .containsExactly(3L, 5L, 3L, 5L, 1L, 5L, 2L);
    assertThat(spec.agents())
        .extracting(AgentSpec::style)
        .containsExactly(
            "balanced", "conservative", "aggressive", "validated", "scalping", "analysis", "speed");
    assertThat(spec.agents())
        .extracting(AgentSpec::consensus, AgentSpec::voices)
        .filteredOn(row -> !row.toList().getFirst().equals(Consensus.SINGLE))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Consensus.VOTING, 3),
            org.assertj.core.groups.Tuple.tuple(Consensus.UNANIMOUS, 3));
    assertThat(spec.agents())
        .allSatisfy(
            agent -> {
              assertThat(agent.limits()).isEqualTo(AgentLimits.DEFAULT);
              assertThat(agent.symbols())
                  .hasSize(8)
                  .startsWith(Symbol.of("BTCUSDT"))
                  .endsWith(Symbol.of("AVAXUSDT"));
            });
    assertThat(spec.fundLimits()).isEqualTo(FundLimits.DEFAULT);
    assertThat(spec.agents().stream().mapToLong(a -> 86400 / a.interval().toSeconds()).sum())
        .isEqualTo(3984);
  }

  @Test
  void shipsThePricesOfTheModels() {
    assertThat(PortfolioFile.shipped().models())
        .allSatisfy(model -> assertThat(model.keyVariable()).isEqualTo("GROQ_API_KEY"))
        .extracting(
            ModelSpec::name,
            ModelSpec::usdPerMillionIn,
            ModelSpec::usdPerMillionOut,
            ModelSpec::tokensPerSecond)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "Qwen3-32B", new BigDecimal("0.29"), new BigDecimal("0.59"), 400),
            org.assertj.core.groups.Tuple.tuple(
                "GPT-OSS-120B", new BigDecimal("0.15"), new BigDecimal("0.60"), 500),
            org.assertj.core.groups.Tuple.tuple(
                "Llama 3.1 8B Instant", new BigDecimal("0.05"), new BigDecimal("0.08"), 560),
            org.assertj.core.groups.Tuple.tuple(
                "Llama 3.3 70B Versatile", new BigDecimal("0.59"), new BigDecimal("0.79"), 280),
            org.assertj.core.groups.Tuple.tuple(
                "GPT-OSS-20B", new BigDecimal("0.075"), new BigDecimal("0.30"), 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          initial_balance: 10000|initial_balanse: 10000|initial_balanse (line 4): unknown key; did you mean "initial_balance"?
          interval: 3m|interval: 0|agents[0].interval (line 64): expected a duration of at least 1s such as 90s, 3m or 1h, was "0"
          interval: 3m|interval: -3m|was "-3m"
          interval: 3m|interval: 0s|was "0s"
          interval: 3m|interval: [3m]|was "a list"
          interval: 3m|interval:|agents[0].interval (line 60): missing; expected a duration
          id: openai_single|id: qwen_single|agents[1].id (line 65): expected lower-case letters, digits and underscores, at most 32, that no other agent has, was "qwen_single"
          id: openai_single|id: OpenAI|was "OpenAI"
          model: qwen3-32b|model: qwen3-33b|expected one of qwen3-32b, gpt-oss-120b, llama-3.1-8b, llama-3.3-70b, gpt-oss-20b, was "qwen3-33b"
          style: balanced|style: bold|agents[0].style (line 63): expected one of balanced, conservative
          consensus: voting|consensus: majority|expected one of single, voting, weighted, unanimous, was "majority"
          voices: 3|voices: 1|expected a whole number from 2 to 9, was "1"
          BTCUSDT|btc|symbols[0] (line 9): expected a symbol of 2 to 20 capitals and digits such as BTCUSDT, once, was "btc"
          ETHUSDT|BTCUSDT|symbols[1]
          daily_loss_pct: 10|daily_loss_pct: 0|agent_limits.daily_loss_pct
          daily_loss_pct: 10|daily_loss_pct: 101|expected a number from 0.01 to 100, was "101"
          daily_loss_pct: 10|daily_loss_pct: .nan|was ".nan"
          daily_loss_pct: 10|daily_loss_pct: 1e1|was "1e1"
          daily_loss_pct: 10|daily_loss_pct: '1,000'|was "1,000"
          max_leverage: 10|max_leverage: 11|expected a whole number from 1 to 10, was "11"
          initial_balance: 10000|initial_balance: -1|expected a number from 1 to 1000000000000, was "-1"
          provider: groq|provider: gorq|expected one of custom, deepseek, groq, llama.cpp, ollama, openai, openrouter, was "gorq"
          provider: groq|provider: custom|models[0].base_url (line 15): missing; expected an address such as https://host/v1
          name: main|name: Main Fund|was "Main Fund"
          """)
  void refusesWithPathValueAndWhatIsAllowed(String from, String to, String expected) {
    assertThat(refusal(changed(from, to))).hasMessageContaining(expected);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    String text =
        changed("interval: 3m", "intervall: 3m")
            .replace("style: speed", "style: fast")
            .replace("drawdown_pct: 15", "drawdown_pct: 150");

    assertThat(refusal(text).getMessage())
        .contains("fund.yaml has 4 problems; nothing was applied:")
        .contains("agents[0].interval (line 60): missing")
        .contains("agents[0].intervall (line 64): unknown key; did you mean \"interval\"?")
        .contains("agents[6].style")
        .contains("fund_limits.drawdown_pct");
  }

  @Test
  void refusesAKeyThatIsGivenTwice() {
    assertThat(refusal(changed("name: main", "name: main\nname: other")))
        .hasMessageContaining("name (line 4): the key is given twice");
  }

  @Test
  void refusesWhatIsNotYaml() {
    assertThat(refusal("name: [main")).hasMessageContaining("not YAML");
    assertThat(refusal("")).hasMessageContaining("empty");
    assertThat(refusal("- a\n- b"))
        .hasMessageContaining("expected keys with values, was \"a list\"");
    assertThat(refusal("name: !!java.net.URL [x]\n")).hasMessageContaining("tag is not allowed");
    assertThat(refusal("a: 1\n---\nb: 2")).hasMessageContaining("not YAML");
  }

  @Test
  void neverShowsAKeyThatSomebodyPutIntoTheFile() {
    String text = changed("provider: groq", "provider: groq\n    key_variable: gsk_Secret123");

    assertThat(refusal(text))
        .hasMessageContaining("models[0].key_variable")
        .hasMessageNotContaining("gsk_Secret123");
  }

  @Test
  void letsAnAgentHaveItsOwnSymbolsAndLimits() {
    String text =
        changed(
            "    interval: 3m",
            "    interval: 90s\n    symbols: [SOLUSDT]\n    limits: {min_confidence: 60}");

    AgentSpec agent = PortfolioFile.parse(text, "fund.yaml").agents().getFirst();

    assertThat(agent.interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(agent.symbols()).containsExactly(Symbol.of("SOLUSDT"));
    assertThat(agent.limits().minConfidence()).isEqualTo(60);
    assertThat(agent.limits().maxPositions()).isEqualTo(3);
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> PortfolioFile.read(Path.of("no-such.yaml")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("no-such.yaml");
  }
}
