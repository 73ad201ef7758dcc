package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.strategies.indicators.Indicators;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Observations of a seeded random walk in minutes. */
final class Observations {
  static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  static final List<Symbol> SYMBOLS =
      List.of(
          Symbol.of("ADAUSDT"),
          Symbol.of("AVAXUSDT"),
          Symbol.of("BNBUSDT"),
          Symbol.of("BTCUSDT"),
          Symbol.of("DOGEUSDT"),
          Symbol.of("ETHUSDT"),
          Symbol.of("SOLUSDT"),
          Symbol.of("XRPUSDT"));
  private static final int HISTORY = 60 * 16;
  private static final int MINUTES = HISTORY + 60 * 12;

  private final double[][] closes = new double[SYMBOLS.size()][MINUTES];

  private final Map<String, TimeframeView> views = new HashMap<>();

  Observations(long seed) {
    Random random = new Random(seed);
    for (double[] series : closes) {
      double price = 0.1 * Math.pow(10, random.nextInt(6));
      for (int i = 0; i < MINUTES; i++) {
        price *= Math.exp(random.nextGaussian() * 0.0006);
        series[i] = price;
      }
    }
  }

  static AgentSpec agent(String id, String style, int minutes) {
    return new AgentSpec(
        id,
        id,
        "model",
        style,
        Duration.ofMinutes(minutes),
        Consensus.SINGLE,
        1,
        SYMBOLS,
        AgentLimits.DEFAULT);
  }

  static AgentSnapshot account(
      List<AgentSnapshot.Holding> positions, List<AgentSnapshot.ClosedTrade> trades) {
    return new AgentSnapshot("main.a", Usdt.of("1428.57"), Usdt.of("1200"), positions, trades);
  }

  /**
   * @param minute after {@link #START}, up to twelve hours
   */
  Observation at(int minute, AgentSnapshot account) {
    Instant asOf = START.plus(Duration.ofMinutes(minute));
    List<MarketView> markets = new ArrayList<>();
    for (int s = 0; s < SYMBOLS.size(); s++) {
      List<TimeframeView> views = new ArrayList<>();
      for (Interval interval : List.of(Interval.M1, Interval.M5, Interval.M15, Interval.H1)) {
        views.add(view(s, minute, interval));
      }
      Price last = price(closes[s][HISTORY + minute - 1]);
      markets.add(
          new MarketView(
              SYMBOLS.get(s),
              last,
              last,
              asOf,
              new BigDecimal("0.0001"),
              new BigDecimal("123456.7"),
              views,
              candles(s, minute, Interval.M1).stream()
                  .map(Candle::close)
                  .toList()
                  .reversed()
                  .subList(0, 10)
                  .reversed()));
    }
    return new Observation(asOf, account, markets);
  }

  private TimeframeView view(int symbol, int minute, Interval interval) {
    String key = symbol + " " + interval + " " + minute * 60L / interval.seconds();
    return views.computeIfAbsent(
        key,
        unused ->
            new TimeframeView(
                interval, Indicators.at(candles(symbol, minute, interval), interval)));
  }

  private List<Candle> candles(int symbol, int minute, Interval interval) {
    int step = (int) (interval.seconds() / 60);
    int end = (HISTORY + minute) / step * step;
    List<Candle> candles = new ArrayList<>();
    for (int from = Math.max(step, end - 100 * step); from + step <= end; from += step) {
      double open = closes[symbol][from - 1];
      double high = open;
      double low = open;
      for (int i = from; i < from + step; i++) {
        high = Math.max(high, closes[symbol][i]);
        low = Math.min(low, closes[symbol][i]);
      }
      candles.add(
          new Candle(
              START.plus(Duration.ofMinutes(from - HISTORY)),
              price(open),
              price(high),
              price(low),
              price(closes[symbol][from + step - 1]),
              BigDecimal.valueOf(100 + from % 7)));
    }
    return candles;
  }

  private static Price price(double value) {
    return Price.of(new BigDecimal(value).round(new MathContext(7)));
  }
}
