package dev.belay.domain.portfolio;

import dev.belay.domain.market.Symbol;
import java.time.Duration;
import java.util.List;

/**
 * One agent of the roster.
 *
 * @param id lower-case letters, digits and underscores; unique in the portfolio
 * @param model id of its {@link ModelSpec}
 * @param style its prompt: balanced, conservative, aggressive, validated, scalping, analysis, speed
 * @param interval market time between rounds, at least a second
 * @param voices how many voices a consensus agent asks (bull, bear, risk, ...); 1 for SINGLE
 */
public record AgentSpec(
    String id,
    String name,
    String model,
    String style,
    Duration interval,
    Consensus consensus,
    int voices,
    List<Symbol> symbols,
    AgentLimits limits) {
  public AgentSpec {
    symbols = List.copyOf(symbols);
  }
}
