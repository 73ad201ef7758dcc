package dev.belay.domain.research;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A strategy, the data it is run on, and the rules it is run by.
 *
 * @param strategy its name
 * @param parameters by name; those not given have their standard values
 * @param data where the candles are: a directory or a store
 * @param symbols in order, each once
 * @param timeframe candles of the data, or longer ones made of them
 * @param from open of the first candle; null for the first there is
 * @param to open of the candle after the last; null for the last there is
 * @param flatGaps whether missing candles are invented: standing still, without volume
 * @param cash USDT to start with; {@code isolated} for every symbol
 * @param feeBps of the notional a side, in basis points
 * @param slippageBps of the price, against the account
 * @param leverage 1 to 125
 * @param fillAtClose whether orders fill at the close they are decided on, not at the next open
 * @param isolated whether each symbol has cash of its own, rather than a share of one account's
 * @param funding a folder with the funding rates of every symbol; null for none
 * @param filters a file with the venue's list of contracts; null where any quantity may be traded
 */
public record RunSpec(
    String strategy,
    Map<String, Double> parameters,
    String data,
    List<Symbol> symbols,
    Interval timeframe,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean flatGaps,
    BigDecimal cash,
    BigDecimal feeBps,
    BigDecimal slippageBps,
    int leverage,
    boolean fillAtClose,
    boolean isolated,
    @Nullable String funding,
    @Nullable String filters) {

  /** Without funding and without filters. */
  public RunSpec(
      String strategy,
      Map<String, Double> parameters,
      String data,
      List<Symbol> symbols,
      Interval timeframe,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean flatGaps,
      BigDecimal cash,
      BigDecimal feeBps,
      BigDecimal slippageBps,
      int leverage,
      boolean fillAtClose,
      boolean isolated) {
    this(
        strategy,
        parameters,
        data,
        symbols,
        timeframe,
        from,
        to,
        flatGaps,
        cash,
        feeBps,
        slippageBps,
        leverage,
        fillAtClose,
        isolated,
        null,
        null);
  }

  public RunSpec {
    // In order of name, so that the same settings are always told in the same way.
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    symbols = List.copyOf(symbols);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "Expected a range with from before to, was %s to %s".formatted(from, to));
    }
    if (cash.signum() <= 0) {
      throw new IllegalArgumentException("Expected cash above 0, was " + cash.toPlainString());
    }
    check("fee", feeBps);
    check("slippage", slippageBps);
  }

  private static void check(String what, BigDecimal bps) {
    if (bps.signum() < 0 || bps.compareTo(BigDecimal.valueOf(1000)) > 0) {
      throw new IllegalArgumentException(
          "Expected a %s of 0 to 1000 basis points, was %s".formatted(what, bps.toPlainString()));
    }
  }
}
