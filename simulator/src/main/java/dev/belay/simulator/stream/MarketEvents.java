package dev.belay.simulator.stream;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Depth;
import dev.belay.engine.fill.Fixed;
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
import java.util.Optional;
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
   * A mark price and what belongs to it.
   *
   * @param nextFunding when the rate is charged
   * @param at market time to which it is true
   */
  public record Mark(long mark, long index, OptionalLong fundingRate, long nextFunding, long at) {}

  /**
   * What a taker would meet, as far as the given number of levels; empty before a symbol trades,
   * and for one that is not listed.
   */
  public Optional<Book> book(Symbol symbol, long now, int levels) {
    Instrument instrument = venue.instruments().get(symbol);
    if (market instanceof QuotedMarket quoted) {
      Touch touch = quoted.touch(symbol);
      return touch == null || instrument == null
          ? Optional.empty()
          : Optional.of(
              new Book(
                  symbol,
                  touch.at(),
                  touch.at(),
                  List.of(new Depth.Level(touch.bid(), touch.bidSize())),
                  List.of(new Depth.Level(touch.ask(), touch.askSize()))));
    }
    OptionalLong price = market.price(symbol, now);
    if (instrument == null || price.isEmpty()) {
      return Optional.empty();
    }
    Terms terms = Terms.of(instrument);
    long since = Math.floorDiv(now, market.interval().millis()) * market.interval().millis();
    return Optional.of(
        new Book(
            symbol,
            since,
            now,
            side(terms, Side.SELL, price.getAsLong(), since, levels),
            side(terms, Side.BUY, price.getAsLong(), since, levels)));
  }

  private List<Depth.Level> side(Terms terms, Side taker, long price, long since, int most) {
    Depth depth = venue.depth();
    long first = terms.taken(taker, price, costs);
    List<Depth.Level> levels = new ArrayList<>();
    for (int number = 0; number < Math.min(most, depth.levels()); number++) {
      Depth.Level level = depth.level(terms, taker, first, since, number);
      if (level.quantity() > 0) {
        levels.add(level);
      }
    }
    return levels;
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
    Optional<Book> book = book(symbol, now, 1);
    if (book.isEmpty()) {
      return null;
    }
    Depth.Level bid = book.get().bids().getFirst();
    Depth.Level ask = book.get().asks().getFirst();
    long since = book.get().updateId();
    return Event.market(
        "bookTicker",
        object(
            "e", "bookTicker",
            "u", since,
            "s", symbol.value(),
            "b", plain(bid.price()),
            "B", plain(bid.quantity()),
            "a", plain(ask.price()),
            "A", plain(ask.quantity()),
            "T", since,
            "E", book.get().at()));
  }

  /** The best levels, whatever they were before. */
  @Nullable Event bestLevels(StreamName.BestLevels name, long now) {
    return book(name.symbol(), now, name.levels())
        .map(
            book ->
                depth(
                    book,
                    book.updateId() - market.interval().millis(),
                    Book.shown(book.bids(), name.levels()),
                    Book.shown(book.asks(), name.levels()),
                    now))
        .orElse(null);
  }

  /** What has changed in a book since it was told last. */
  static Event changes(Book before, Book book, long now) {
    return depth(
        book,
        before.updateId(),
        Book.changed(before.bids(), book.bids()),
        Book.changed(before.asks(), book.asks()),
        now);
  }

  private static Event depth(
      Book book, long lastId, List<List<String>> bids, List<List<String>> asks, long now) {
    return Event.market(
        "depthUpdate",
        object(
            "e",
            "depthUpdate",
            "E",
            now,
            "T",
            book.updateId(),
            "s",
            book.symbol().value(),
            "U",
            lastId + 1,
            "u",
            book.updateId(),
            "pu",
            lastId,
            "b",
            bids,
            "a",
            asks));
  }

  /**
   * The trades of a candle that has closed: one at each of its four prices, together of its volume.
   * Which of high and low came first nobody knows, so the one nearer to the open does.
   */
  List<Event> trades(Symbol symbol, long openTime, long now) {
    Bar bar = market.bar(symbol, openTime);
    Instrument instrument = venue.instruments().get(symbol);
    if (bar == null || instrument == null) {
      return List.of();
    }
    boolean highFirst = bar.high() - bar.open() <= bar.open() - bar.low();
    long[] prices = {
      bar.open(),
      highFirst ? bar.high() : bar.low(),
      highFirst ? bar.low() : bar.high(),
      bar.close()
    };
    long volume = Fixed.of(Klines.volume(bar));
    long part = volume / prices.length;
    part -= Math.floorMod(part, Terms.of(instrument).step());
    List<Event> trades = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      long quantity = i < prices.length - 1 ? part : volume - part * (prices.length - 1);
      if (quantity > 0) {
        long at = openTime + i * (market.interval().millis() - 1) / (prices.length - 1);
        boolean fell = i > 0 && prices[i] < prices[i - 1];
        trades.add(trade(symbol, at, prices[i], quantity, fell, now));
      }
    }
    return trades;
  }

  private static Event trade(
      Symbol symbol, long at, long price, long quantity, boolean sold, long now) {
    return Event.market(
        "aggTrade",
        object(
            "e", "aggTrade",
            "E", now,
            "a", at,
            "s", symbol.value(),
            "p", plain(price),
            "q", plain(quantity),
            "f", at,
            "l", at,
            "T", at,
            "m", sold));
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
