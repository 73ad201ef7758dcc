package dev.belay.app.config;

import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.portfolio.TradingMode;
import dev.belay.domain.portfolio.TradingTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the tree of a file into a portfolio, noting all that is wrong on the way. */
final class PortfolioReader {
  /** The prompts there are. */
  static final List<String> STYLES = PromptLibrary.STYLES;

  private static final List<String> CONSENSUS =
      Stream.of(Consensus.values()).map(Consensus::toString).toList();

  private static final Pattern PORTFOLIO_NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern AGENT_ID = Pattern.compile("[a-z][a-z0-9_]{0,31}");
  private static final Pattern ANY_TEXT = Pattern.compile("\\S.{0,79}");
  private static final int MOST_VOICES = 9;

  private static final List<String> MODES =
      Stream.of(TradingMode.values()).map(TradingMode::toString).toList();

  /**
   * What a file says.
   *
   * @param terms null where it leaves the mode to the home
   */
  record Configured(PortfolioSpec portfolio, @Nullable TradingTerms terms) {}

  Configured read(Section file) {
    String name =
        file.text(
            "name",
            "a name of lower-case letters, digits and hyphens, at most 32, such as main",
            PORTFOLIO_NAME);
    Usdt balance = Usdt.of(file.number("initial_balance", "1", "1000000000000", null));
    Usdt budget = Usdt.of(file.number("daily_budget_usd", "0", "1000000", BigDecimal.TEN));
    List<Symbol> symbols = symbols(file);
    AgentLimits limits =
        file.section("agent_limits")
            .map(s -> agentLimits(s, AgentLimits.DEFAULT))
            .orElse(AgentLimits.DEFAULT);
    FundLimits fundLimits =
        file.section("fund_limits").map(PortfolioReader::fundLimits).orElse(FundLimits.DEFAULT);
    List<ModelSpec> models = new ModelReader().read(file);
    List<AgentSpec> agents = agents(file, models, symbols, limits);
    TradingTerms terms = terms(file);
    file.finish();
    return new Configured(
        new PortfolioSpec(name, balance, budget, models, agents, fundLimits), terms);
  }

  private static @Nullable TradingTerms terms(Section file) {
    TradingTerms fallback = TradingTerms.DEFAULT;
    TradingMode mode =
        file.has("mode")
            ? TradingMode.of(file.word("mode", MODES, fallback.mode().toString()))
            : null;
    TradingTerms live = file.section("live").map(s -> live(s, fallback)).orElse(fallback);
    return mode == null ? null : new TradingTerms(mode, live.firstDays(), live.firstDaysNotional());
  }

  private static TradingTerms live(Section section, TradingTerms fallback) {
    TradingTerms terms =
        new TradingTerms(
            TradingMode.LIVE,
            section.whole("first_days", 0, 365, fallback.firstDays()),
            Usdt.of(
                section.number(
                    "first_days_notional",
                    "0",
                    "1000000000",
                    fallback.firstDaysNotional().value())));
    section.finish();
    return terms;
  }

  private List<AgentSpec> agents(
      Section file, List<ModelSpec> models, List<Symbol> symbols, AgentLimits limits) {
    List<AgentSpec> agents = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    List<String> modelIds = models.stream().map(ModelSpec::id).filter(id -> !id.isEmpty()).toList();
    for (Section section : file.sections("agents")) {
      String id =
          section.value(
              "id",
              "lower-case letters, digits and underscores, at most 32, that no other agent has",
              "",
              text -> {
                if (!AGENT_ID.matcher(text).matches() || !ids.add(text)) {
                  throw new IllegalArgumentException();
                }
                return text;
              });
      Consensus consensus =
          section.has("consensus")
              ? Consensus.of(section.word("consensus", CONSENSUS, CONSENSUS.getFirst()))
              : Consensus.SINGLE;
      boolean single = consensus == Consensus.SINGLE;
      agents.add(
          new AgentSpec(
              id,
              section.valueOr("name", "a text of at most 80 characters", id, this::anyText),
              section.word("model", modelIds, ""),
              section.word("style", STYLES, STYLES.getFirst()),
              section.duration("interval", null),
              consensus,
              single
                  ? section.whole("voices", 1, 1, 1)
                  : section.whole("voices", 2, MOST_VOICES, 3),
              section.has("symbols") ? symbols(section) : symbols,
              section.section("limits").map(s -> agentLimits(s, limits)).orElse(limits)));
      section.finish();
    }
    return agents;
  }

  private String anyText(String text) {
    if (!ANY_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static List<Symbol> symbols(Section section) {
    Set<Symbol> seen = new LinkedHashSet<>();
    return section.list(
        "symbols",
        "a symbol of 2 to 20 capitals and digits such as BTCUSDT, once",
        text -> {
          Symbol symbol = Symbol.of(text);
          if (!seen.add(symbol)) {
            throw new IllegalArgumentException();
          }
          return symbol;
        });
  }

  private static AgentLimits agentLimits(Section section, AgentLimits fallback) {
    AgentLimits limits =
        new AgentLimits(
            section.whole("max_positions", 1, 100, fallback.maxPositions()),
            section.whole("max_leverage", 1, 10, fallback.maxLeverage()),
            section.number(
                "major_notional_multiple", "0.01", "10", fallback.majorNotionalMultiple()),
            section.number(
                "other_notional_multiple", "0.01", "10", fallback.otherNotionalMultiple()),
            Usdt.of(section.number("min_order", "0.01", "1000000", fallback.minOrder().value())),
            section.whole("min_confidence", 0, 100, fallback.minConfidence()),
            section.number("min_reward_risk", "0", "100", fallback.minRewardRisk()),
            section.whole("opens_per_round", 0, 100, fallback.opensPerRound()),
            section.whole("opens_per_hour", 0, 1000, fallback.opensPerHour()),
            percentage(section, "daily_loss_pct", fallback.dailyLossPct()),
            percentage(section, "drawdown_pct", fallback.drawdownPct()),
            section.duration("drawdown_pause", fallback.drawdownPause()),
            section.whole(
                "model_failures_before_pause", 1, 100, fallback.modelFailuresBeforePause()),
            section.number("trailing_stop_pct", "0", "50", fallback.trailingStopPct()),
            section.number("max_hold_hours", "0", "8760", fallback.maxHoldHours()));
    section.finish();
    return limits;
  }

  private static FundLimits fundLimits(Section section) {
    FundLimits fallback = FundLimits.DEFAULT;
    FundLimits limits =
        new FundLimits(
            section.number("gross_multiple", "0.01", "10", fallback.grossMultiple()),
            section.number("net_multiple", "0.01", "10", fallback.netMultiple()),
            section.number("symbol_multiple", "0.01", "10", fallback.symbolMultiple()),
            percentage(section, "daily_loss_pct", fallback.dailyLossPct()),
            percentage(section, "drawdown_pct", fallback.drawdownPct()));
    section.finish();
    return limits;
  }

  private static BigDecimal percentage(Section section, String key, BigDecimal fallback) {
    return section.number(key, "0.01", "100", fallback);
  }
}
