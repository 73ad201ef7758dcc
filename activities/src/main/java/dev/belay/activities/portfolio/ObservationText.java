package dev.belay.activities.portfolio;

import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.strategies.indicators.IndicatorValues;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.TimeframeView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An observation in words and figures, one line a thing. */
final class ObservationText {
  private static final String NONE = "none";

  private ObservationText() {}

  static String positions(Observation seen) {
    return seen.account().positions().isEmpty()
        ? NONE
        : seen.account().positions().stream()
            .map(position -> position(position, seen))
            .collect(Collectors.joining("\n"));
  }

  private static String position(AgentSnapshot.Holding held, Observation seen) {
    return "- %s %s %s at %s, mark %s, stop %s, target %s, leverage %d, unrealized %s USDT, open %d min"
        .formatted(
            held.symbol(),
            held.direction(),
            held.quantity(),
            held.entryPrice(),
            held.mark(),
            known(held.stop()),
            known(held.target()),
            held.leverage(),
            held.unrealizedPnl(),
            Math.max(0, Duration.between(held.openedAt(), seen.asOf()).toMinutes()));
  }

  static String trades(Observation seen) {
    return seen.account().recentTrades().isEmpty()
        ? NONE
        : seen.account().recentTrades().stream()
            .limit(10)
            .map(
                trade ->
                    "- %s %s net %s USDT, %s, %s"
                        .formatted(
                            trade.symbol(),
                            trade.direction(),
                            trade.netPnl(),
                            trade.reason(),
                            trade.closedAt()))
            .collect(Collectors.joining("\n"));
  }

  static String markets(Observation seen) {
    return seen.markets().isEmpty()
        ? NONE
        : seen.markets().stream().map(ObservationText::market).collect(Collectors.joining("\n"));
  }

  private static String market(MarketView market) {
    BigDecimal funding = market.fundingRate();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: last %s, mark %s, funding %s, open interest %s\n"
            .formatted(
                market.symbol(),
                market.last(),
                market.mark(),
                funding == null
                    ? "-"
                    : funding.movePointRight(2).stripTrailingZeros().toPlainString() + " %",
                plain(market.openInterest())));
    for (TimeframeView view : market.timeframes()) {
      text.append("  ").append(timeframe(view)).append('\n');
    }
    if (!market.closes().isEmpty()) {
      text.append("  last closes: ");
      text.append(market.closes().stream().map(Object::toString).collect(Collectors.joining(" ")));
      text.append('\n');
    }
    return text.toString();
  }

  private static String timeframe(TimeframeView view) {
    IndicatorValues v = view.values();
    return ("%s: close %s, change %s %%, range %s to %s, ema20 %s, ema50 %s, macd %s, signal %s,"
            + " rsi7 %s, rsi14 %s, atr3 %s, atr14 %s, volume %s")
        .formatted(
            view.interval(),
            number(v.close()),
            number(v.changePct()),
            number(v.low()),
            number(v.high()),
            number(v.ema20()),
            number(v.ema50()),
            number(v.macd()),
            number(v.macdSignal()),
            number(v.rsi7()),
            number(v.rsi14()),
            number(v.atr3()),
            number(v.atr14()),
            number(v.volumeRatio()));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : plain(BigDecimal.valueOf(value));
  }

  private static String plain(@Nullable BigDecimal value) {
    return value == null ? "-" : value.stripTrailingZeros().toPlainString();
  }

  private static String known(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}
