package dev.belay.activities.venue;

import dev.belay.activities.venue.LivePrices.Mark;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Touch;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contracts that the exchange has ended while somebody may hold them. No quote comes any more: the
 * last price that traded stands, and whoever holds gets out at it. Thread-safe.
 */
final class EndedContracts {
  private static final Logger log = LoggerFactory.getLogger(EndedContracts.class);
  private static final BigDecimal LEAST = new BigDecimal("0.00000001");

  /** As much as anybody may want to sell at the last price. */
  private static final long ANY_SIZE = Fixed.of("1000000000");

  private final BinanceTransport transport;
  private final Map<Symbol, Ended> all = new ConcurrentSkipListMap<>();
  private volatile long now;

  /**
   * @param price in fixed point; empty where the exchange does not tell it any more
   * @param at when it was true
   */
  private record Ended(Instrument contract, OptionalLong price, long at) {
    long tick() {
      return Fixed.of(contract.tickSize());
    }
  }

  EndedContracts(BinanceTransport transport) {
    this.transport = transport;
  }

  /** What is left of a contract that is in no list any more: rules that every exit keeps. */
  static Instrument forgotten(Symbol symbol) {
    return new Instrument(
        symbol,
        LEAST,
        LEAST,
        new Quantity(LEAST),
        Quantity.of("1000000000"),
        Usdt.of("0"),
        125,
        new BigDecimal("0.004"),
        BigDecimal.ZERO);
  }

  /**
   * The contract trades no longer; asks for its last price.
   *
   * @throws VenueException if the exchange does not answer
   */
  void add(Instrument contract) {
    Ended ended = last(contract);
    all.put(contract.symbol(), ended);
    if (ended.price().isPresent()) {
      log.warn(
          "{} has ended {}: no entries, positions close at its last price",
          transport.base(),
          contract.symbol());
    } else {
      log.warn(
          "{} has ended {} and tells no last price: no entries, and its positions can't be closed; it is asked again with the list of contracts",
          transport.base(),
          contract.symbol());
    }
  }

  /** Asks for the last prices that are missing. */
  void askAgain() {
    all.replaceAll((symbol, ended) -> ended.price().isPresent() ? ended : last(ended.contract()));
  }

  /** It only paused. */
  void remove(Symbol symbol) {
    all.remove(symbol);
    log.info("{} trades {} again", transport.base(), symbol);
  }

  private Ended last(Instrument contract) {
    try {
      Params params =
          Params.of("symbol", contract.symbol()).with("interval", Interval.M1).with("limit", 1);
      for (Fields row : transport.get("/fapi/v1/klines", params).list()) {
        var bar = row.checked(LiveCandles::bar);
        // Old enough for nobody to enter at it.
        long at = bar.openTime() - Interval.M1.millis();
        return new Ended(contract, OptionalLong.of(bar.close()), at);
      }
    } catch (VenueException.Refused e) {
      log.warn("No last price of {}: {}", contract.symbol(), e.getMessage());
    }
    return new Ended(contract, OptionalLong.empty(), 0);
  }

  boolean contains(Symbol symbol) {
    return all.containsKey(symbol);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Quotes of before have been looked at; they stand again. */
  void stand(long wall) {
    now = wall;
  }

  @Nullable Touch touch(Symbol symbol) {
    Ended ended = all.get(symbol);
    if (ended == null || ended.price().isEmpty()) {
      return null;
    }
    long price = ended.price().getAsLong();
    return new Touch(now, price, ANY_SIZE, price + ended.tick(), ANY_SIZE, price);
  }

  /** True to the time of the last trade: too old for an entry. */
  @Nullable Mark mark(Symbol symbol) {
    Ended ended = all.get(symbol);
    if (ended == null || ended.price().isEmpty()) {
      return null;
    }
    long price = ended.price().getAsLong();
    return new Mark(price, price, OptionalLong.empty(), 0, ended.at());
  }

  /** For people; empty while none has ended. */
  String detail() {
    StringBuilder detail = new StringBuilder();
    all.forEach(
        (symbol, ended) ->
            detail.append(
                ended.price().isPresent()
                    ? "; %s has ended, positions close at %s"
                        .formatted(symbol, Fixed.decimal(ended.price().getAsLong()).toPlainString())
                    : "; %s has ended without a last price, its positions can't be closed"
                        .formatted(symbol)));
    return detail.toString();
  }
}
