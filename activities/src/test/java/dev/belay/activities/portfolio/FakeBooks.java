package dev.belay.activities.portfolio;

import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentBook;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelCallBook;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents, texts and model calls in memory. */
public final class FakeBooks implements AgentBook, ContentStore, ModelCallBook {
  public static final Symbol BTC = Symbol.of("BTCUSDT");
  public static final Symbol ETH = Symbol.of("ETHUSDT");
  public static final Symbol SOL = Symbol.of("SOLUSDT");

  public final Map<String, String> texts = new HashMap<>();
  public final List<String> failures = new ArrayList<>();
  public final Map<String, ModelCall> calls = new HashMap<>();
  public int replays;
  public final List<AgentSnapshot.Holding> positions = new ArrayList<>();
  private final PortfolioSpec portfolio;

  public FakeBooks(ModelSpec model, Consensus consensus, Usdt budget) {
    AgentSpec agent =
        new AgentSpec(
            "a",
            "A",
            model.id(),
            "balanced",
            Duration.ofMinutes(3),
            consensus,
            consensus == Consensus.SINGLE ? 1 : 3,
            List.of(BTC, ETH, SOL),
            AgentLimits.DEFAULT);
    this.portfolio =
        new PortfolioSpec(
            "main", Usdt.of("10000"), budget, List.of(model), List.of(agent), FundLimits.DEFAULT);
  }

  public static ModelSpec model(String provider, String baseUrl, String keyVariable) {
    return new ModelSpec(
        "m",
        "M",
        "Test",
        provider,
        "test/model",
        baseUrl,
        keyVariable,
        new BigDecimal("0.29"),
        new BigDecimal("0.59"),
        400);
  }

  @Override
  public PortfolioSpec portfolio(String name) {
    return portfolio;
  }

  @Override
  public AgentSpec agent(String name, String agent) {
    return portfolio.agents().getFirst();
  }

  @Override
  public AgentSnapshot snapshot(String name, String agent, List<Quote> quotes) {
    return new AgentSnapshot("main.a", Usdt.of("1428.57"), Usdt.of("1400"), positions, List.of());
  }

  @Override
  public String put(String kind, String text) {
    String hash = kind + "-" + Integer.toHexString(text.hashCode());
    texts.put(hash, text);
    return hash;
  }

  @Override
  public String get(String hash) {
    return Optional.ofNullable(texts.get(hash)).orElseThrow(IllegalArgumentException::new);
  }

  @Override
  public Optional<ModelCall> find(String roundId, String voice) {
    return Optional.ofNullable(calls.get(roundId + voice));
  }

  @Override
  public ModelCall record(ModelCall call) {
    ModelCall first = calls.putIfAbsent(call.roundId() + call.voice(), call);
    return first == null ? call : first;
  }

  @Override
  public void recordReplay(ModelCall call) {
    replays++;
  }

  @Override
  public void recordFailure(String roundId, String voice, String model, String failure) {
    failures.add(failure);
  }

  @Override
  public Usdt spent(String name, Instant asOf) {
    return calls.values().stream()
        .map(call -> Usdt.of(call.costUsd()))
        .reduce(Usdt.ZERO, Usdt::plus);
  }
}
