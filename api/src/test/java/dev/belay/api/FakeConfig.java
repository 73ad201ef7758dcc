package dev.belay.api;

import dev.belay.api.config.ConfigBook;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fund of three agents; takes any document but one that begins with bad. */
public final class FakeConfig implements ConfigBook {
  private static final List<Symbol> BOTH = List.of(Symbol.of("BTCUSDT"), Symbol.of("ETHUSDT"));
  public volatile @Nullable String applied;

  @Override
  public PortfolioSpec portfolio() {
    return new PortfolioSpec(
        "main",
        Usdt.of("10000"),
        Usdt.of("10"),
        List.of(
            new ModelSpec(
                "m",
                "Model",
                "family",
                "ollama",
                "m:7b",
                null,
                null,
                BigDecimal.ZERO,
                new BigDecimal("0.60"),
                30)),
        List.of(
            agent("a", "90s", Consensus.SINGLE, 1, BOTH),
            agent("b", "180s", Consensus.VOTING, 3, BOTH),
            agent("c", "3600s", Consensus.SINGLE, 1, List.of(Symbol.of("BTCUSDT")))),
        FundLimits.DEFAULT);
  }

  private static AgentSpec agent(
      String id, String interval, Consensus consensus, int voices, List<Symbol> symbols) {
    return new AgentSpec(
        id,
        "Agent " + id,
        "m",
        "balanced",
        Duration.parse("PT" + interval),
        consensus,
        voices,
        symbols,
        AgentLimits.DEFAULT);
  }

  @Override
  public List<String> disabled() {
    return List.of("c");
  }

  @Override
  public List<String> applySettings(String document, boolean keepModels, String by)
      throws BadConfig {
    if (document.startsWith("bad")) {
      throw new BadConfig("line 1: not YAML");
    }
    applied = document;
    return document.isEmpty() ? List.of() : List.of("daily_budget_usd");
  }
}
