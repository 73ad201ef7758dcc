package dev.belay.simulator.stream;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Touch;
import dev.belay.simulator.market.CandleSource;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.venue.Klines;
import dev.belay.simulator.venue.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the market shows at a market time, in the exchange's shapes. */
public final class MarketEvents {
  private final Venue venue;
  private final Market market;
  private final CandleSource klines;
  private final Terms.Costs costs;

  public MarketEvents(Venue venue, CandleSource klines, Terms.Costs costs) {
    this.venue = venue;
    this.market = venue.market();
    this.klines = klines;
    this.costs = costs;
  }

  /**
   * A quote: what a taker would pay and get. On candles the venue fills any order at one price, so
   * its size is the greatest that an order may have; live it is what the exchange has on both
   * sides.
   */
  public record Quote(long bid, long ask, long size, long at) {}

  /**
   * A mark price and what belongs to it.
   *
   * @param nextFunding when the rate is charged
   * @param at market time to which it is true
   */
  public record Mark(long mark, long index, OptionalLong fundingRate, long nextFunding, long at) {}

  /** Empty before a symbol trades, and for one that is not listed. */
  public @Nullable Quote quote(Symbol symbol, long now) {
    Instrument instrument = venue.instruments().get(symbol);
    if (market instanceof QuotedMarket quoted) {
      Touch touch = quoted.touch(symbol);
      return touch == null || instrument == null
          ? null
          : new Quote(
              touch.bid(), touch.ask(), Math.min(touch.bidSize(), touch.askSize()), touch.at());
    }
    OptionalLong price = market.price(symbol, now);
    if (instrument == null || price.isEmpty()) {
      return null;
    }
    Terms terms = Terms.of(instrument);
    return new Quote(
        terms.taken(Side.SELL, price.getAsLong(), costs),
        terms.taken(Side.BUY, price.getAsLong(), costs),
        terms.maxQuantity(),
        now);
  }

  /** Null before a symbol trades. */
  public @Nullable Mark mark(Symbol symbol, long now) {
    if (market instanceof QuotedMarket quoted) {
      QuotedMarket.Premium known = quoted.premium(symbol);
      return known == null
          ? null
          : new Mark(
              known.mark(), known.index(), known.fundingRate(), known.nextFunding(), known.at());
    }
    OptionalLong price = market.price(symbol, now);
    long next = Market.nextFunding(now);
    return price.isEmpty()
        ? null
        : new Mark(
            price.getAsLong(), price.getAsLong(), market.fundingRate(symbol, next), next, now);
  }

  @Nullable Event bookTicker(Symbol symbol, long now) {
    Quote quote = quote(symbol, now);
    if (quote == null) {
      return null;
    }
    long since = Math.floorDiv(now, market.interval().millis()) * market.interval().millis();
    return Event.market(
        "bookTicker",
        object(
            "e", "bookTicker",
            "u", since,
            "s", symbol.value(),
            "b", plain(quote.bid()),
            "B", plain(quote.size()),
            "a", plain(quote.ask()),
            "A", plain(quote.size()),
            "T", since,
            "E", now));
  }

  @Nullable Event markPrice(Symbol symbol, long now) {
    Map<String, @Nullable Object> mark = markUpdate(symbol, now);
    return mark == null ? null : Event.market("markPriceUpdate", mark);
  }

  Event allMarkPrices(long now) {
    List<Object> all = new ArrayList<>();
    for (Symbol symbol : venue.instruments().keySet()) {
      Map<String, @Nullable Object> mark = markUpdate(symbol, now);
      if (mark != null) {
        all.add(mark);
      }
    }
    return Event.market("markPriceUpdate", all);
  }

  private @Nullable Map<String, @Nullable Object> markUpdate(Symbol symbol, long now) {
    Mark known = mark(symbol, now);
    if (known == null) {
      return null;
    }
    String mark = plain(known.mark());
    long next = known.nextFunding();
    OptionalLong rate = known.fundingRate();
    return object(
        "e",
        "markPriceUpdate",
        "E",
        now,
        "s",
        symbol.value(),
        "p",
        mark,
        "i",
        plain(known.index()),
        "P",
        mark,
        "r",
        rate.isPresent() ? plain(rate.getAsLong()) : "",
        "T",
        rate.isPresent() ? next : 0);
  }

  /** The candle that opened at that time, as far as it is known now; null if there is none. */
  @Nullable Event kline(StreamName.Kline name, long openTime, long now) {
    List<Bar> found =
        klines.between(name.symbol(), name.interval(), openTime, openTime, now, false, 1);
    if (found.isEmpty()) {
      return null;
    }
    Bar bar = found.getFirst();
    long end = openTime + name.interval().millis();
    return Event.market(
        "kline",
        object(
            "e",
            "kline",
            "E",
            now,
            "s",
            name.symbol().value(),
            "k",
            object(
                "t",
                openTime,
                "T",
                end - 1,
                "s",
                name.symbol().value(),
                "i",
                name.interval().toString(),
                "f",
                -1,
                "L",
                -1,
                "o",
                plain(bar.open()),
                "c",
                plain(bar.close()),
                "h",
                plain(bar.high()),
                "l",
                plain(bar.low()),
                "v",
                plain(Klines.volume(bar)),
                "n",
                0,
                "x",
                end <= now,
                "q",
                plain(Klines.quoteVolume(bar)),
                "V",
                "0",
                "Q",
                "0",
                "B",
                "0")));
  }

  /** Whether there are such candles; with live prices they are only to be asked for. */
  boolean has(StreamName.Kline name) {
    return !(market instanceof QuotedMarket) && klines.supports(name.interval());
  }

  Market market() {
    return market;
  }
}
