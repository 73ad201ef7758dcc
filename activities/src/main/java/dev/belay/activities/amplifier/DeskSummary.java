package dev.belay.activities.amplifier;

import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.time.MarketTime;
import dev.belay.ledger.Positions;
import dev.belay.ledger.amplifier.Cycles;
import dev.belay.ledger.amplifier.Desks;
import dev.belay.strategies.amplifier.ballot.Evidence.MarketSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bitcoin's price and momentum by the market, the rest by the last cycle of the desk. */
public final class DeskSummary implements MarketSummarizer {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Duration OLDEST_CYCLE = Duration.ofMinutes(15);
  private static final int DAY = 24;

  /** The best of a scan, for people and models. */
  public record Ranking(int universe, int amplifying, List<String> best) {
    public static final Ranking NONE = new Ranking(0, 0, List.of());

    public Ranking {
      best = List.copyOf(best);
    }
  }

  private final Desks desks;
  private final Cycles cycles;
  private final Positions positions;
  private final MarketData market;
  private final Function<Instant, Optional<BigDecimal>> momentum;
  private final Function<String, Ranking> rankings;

  /**
   * @param momentum of bitcoin at a market time; empty where it is not known
   * @param rankings reads the stored table of a scan, by its hash
   */
  public DeskSummary(
      Desks desks,
      Cycles cycles,
      Positions positions,
      MarketData market,
      Function<Instant, Optional<BigDecimal>> momentum,
      Function<String, Ranking> rankings) {
    this.desks = desks;
    this.cycles = cycles;
    this.positions = positions;
    this.market = market;
    this.momentum = momentum;
    this.rankings = rankings;
  }

  @Override
  public MarketSummary summary(String desk, Instant asOf) {
    List<String> problems = new ArrayList<>();
    MarketTime time = market.time();
    Price price =
        market.quotes().stream()
            .filter(quote -> quote.symbol().equals(BTC))
            .map(Quote::last)
            .findFirst()
            .orElse(null);
    List<Candle> candles = market.candles(BTC, Interval.H1, asOf, DAY);
    if (price == null || candles.size() < DAY) {
      problems.add("Bitcoin's price or its hours of the last day are missing");
    }
    Optional<Cycles.Seen> seen = cycles.lastSeen(desk, asOf);
    if (seen.isEmpty()) {
      problems.add("no cycle has looked at the market yet");
    } else if (Duration.between(seen.get().asOf(), asOf).compareTo(OLDEST_CYCLE) > 0) {
      problems.add("the last cycle that saw the market was at " + seen.get().asOf());
    }
    Ranking ranking = seen.map(Cycles.Seen::scanHash).map(rankings).orElse(Ranking.NONE);
    return new MarketSummary(
        price == null ? null : price.value(),
        change(price, candles, 1),
        change(price, candles, DAY),
        momentum.apply(asOf).or(() -> seen.map(Cycles.Seen::momentum)).orElse(null),
        seen.map(Cycles.Seen::regime).orElse(null),
        ranking.universe(),
        ranking.amplifying(),
        ranking.best(),
        positions.open(DeskSpec.account(desk)),
        mandate(desk, asOf, time.speed()),
        problems);
  }

  private String mandate(String desk, Instant asOf, int speed) {
    return desks
        .standing(desk, asOf, speed)
        .map(standing -> standing.stance() + " (" + standing.why() + ")")
        .orElse("none");
  }

  /** In percent since so many closed hours ago; null where a candle is missing. */
  private static @Nullable BigDecimal change(
      @Nullable Price price, List<Candle> candles, int hours) {
    if (price == null || candles.size() < hours) {
      return null;
    }
    BigDecimal then = candles.get(candles.size() - hours).open().value();
    return price.value().subtract(then).movePointRight(2).divide(then, 2, RoundingMode.HALF_EVEN);
  }
}
