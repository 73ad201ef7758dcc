package dev.belay.activities.amplifier;

import dev.belay.activities.amplifier.Collector.Coin;
import dev.belay.activities.fetch.Pause;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.workflows.amplifier.CollectActivities;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers hourly candles of what a desk may trade. */
public final class CollectSteps implements CollectActivities {
  /** Whoever trades shares the exchange's limit, and has most of it. */
  private static final Duration APART = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(CollectSteps.class);

  private final Supplier<List<Symbol>> universe;
  private final Collector collector;
  private final InstantSource wall;
  private final Pause pause;

  /**
   * @param universe what may be traded now
   */
  public CollectSteps(
      Supplier<List<Symbol>> universe, Collector collector, InstantSource wall, Pause pause) {
    this.universe = universe;
    this.collector = collector;
    this.wall = wall;
    this.pause = pause;
  }

  @Override
  public List<Symbol> coins(String desk) {
    return universe.get();
  }

  @Override
  public Collected fetch(Coins coins) {
    int candles = 0;
    int rates = 0;
    long missing = 0;
    List<String> failed = new ArrayList<>();
    for (Symbol symbol : coins.symbols()) {
      Coin coin = collector.coin(symbol, Interval.H1, null, wall.instant());
      if (coin.added() > 0) {
        pause.sleep(APART);
      }
      candles += coin.added();
      rates += coin.funding();
      missing += coin.missing();
      if (coin.failure() != null) {
        log.warn("Collecting {}: {}", symbol, coin.failure());
        failed.add(symbol.value());
      }
    }
    return new Collected(candles, rates, missing, failed);
  }

  @Override
  public List<String> outside(String desk) {
    return collector.asides(wall.instant()).stream()
        .filter(aside -> Objects.nonNull(aside.failure()))
        .map(Collector.Aside::name)
        .toList();
  }
}
