package dev.belay.app.run;

import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.LiveCandles;
import dev.belay.activities.venue.LivePrices;
import dev.belay.activities.venue.MarketClockSource;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.activities.venue.VenueException;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.VenueProfile;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import dev.belay.simulator.market.CandleSource;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.PricesUnavailable;
import dev.belay.simulator.market.QuotedMarket;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The prices of an exchange's public endpoints as a market of the paper venue. */
final class LiveMarket implements QuotedMarket, AutoCloseable {
  private static final Duration OPEN_INTEREST = Duration.ofMinutes(5);

  private final MarketSpec.Live spec;
  private final LivePrices.Addresses addresses;
  private final BinanceTransport transport;
  private final LivePrices prices;
  private final Candles candles;
  private final RestMarketData asked;
  private final Map<Symbol, Interest> interests = new ConcurrentHashMap<>();

  private record Interest(OptionalLong value, Instant at) {}

  private LiveMarket(
      MarketSpec.Live spec,
      LivePrices.Addresses addresses,
      BinanceTransport transport,
      LivePrices prices,
      InstantSource wall) {
    this.spec = spec;
    this.addresses = addresses;
    this.transport = transport;
    this.prices = prices;
    this.candles = new Candles(new LiveCandles(transport, this::last), prices);
    this.asked = new RestMarketData(transport, MarketClockSource.wall(wall), BracketSource.NONE);
  }

  /**
   * Begins to listen to the exchange.
   *
   * @param symbols that are wanted, for which it may be asked
   * @throws OperatorException if it gives no prices within some five seconds, ten when it answers
   *     slowly
   */
  static LiveMarket open(
      MarketSpec.Live spec,
      LivePrices.Addresses addresses,
      Function<BinanceTransport, Set<Symbol>> symbols,
      Set<Symbol> held,
      InstantSource wall) {
    BinanceTransport transport =
        new BinanceTransport(
            BinanceTransport.Settings.of(addresses.calls(), VenueProfile.PAPER.receiveWindow()));
    try {
      LivePrices prices =
          LivePrices.open(transport, addresses.streams(), symbols.apply(transport), held, wall);
      return new LiveMarket(spec, addresses, transport, prices, wall);
    } catch (VenueException | IllegalArgumentException e) {
      transport.close();
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected live prices from %s, but: %s. Look whether this machine can reach it, name another exchange with --exchange, or start a new home with --market synthetic."
              .formatted(addresses.calls(), reason(e)),
          e);
    }
  }

  /** The connection to the exchange, which all share that ask it. */
  BinanceTransport transport() {
    return transport;
  }

  private static String reason(RuntimeException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String found = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return root == e ? "" + e.getMessage() : "%s (%s)".formatted(e.getMessage(), found);
  }

  @Override
  public MarketSpec spec() {
    return spec;
  }

  @Override
  public String label() {
    return "LIVE PRICES of " + addresses.calls().getRawAuthority();
  }

  /** The exchange may move to another address, and the books stay. */
  @Override
  public String identity() {
    return identity(spec);
  }

  static String identity(MarketSpec.Live spec) {
    return "LIVE PRICES from %d".formatted(spec.from().toEpochMilli());
  }

  @Override
  public long from() {
    return spec.from().toEpochMilli();
  }

  @Override
  public List<Instrument> instruments() {
    return prices.instruments();
  }

  @Override
  public @Nullable Touch touch(Symbol symbol) {
    return prices.touch(symbol);
  }

  @Override
  public boolean isFresh(Symbol symbol) {
    return prices.isFresh(symbol);
  }

  @Override
  public boolean hasEnded(Symbol symbol) {
    return prices.hasEnded(symbol);
  }

  @Override
  public long version() {
    return prices.version();
  }

  @Override
  public long latest() {
    return prices.latest();
  }

  @Override
  public @Nullable Premium premium(Symbol symbol) {
    LivePrices.Mark mark = prices.mark(symbol);
    return mark == null
        ? null
        : new Premium(
            mark.mark(), mark.index(), mark.rate(), mark.nextFunding(), prices.heard(symbol));
  }

  @Override
  public List<Quotes.Funding> fundings(Symbol symbol, long after) {
    return prices.fundings(symbol, after);
  }

  @Override
  public CandleSource candles() {
    return candles;
  }

  @Override
  public Feed feed() {
    long heard = prices.heard();
    return new Feed(
        heard == 0 ? null : Instant.ofEpochMilli(heard),
        prices.isStreaming(),
        prices.refused(),
        prices.detail());
  }

  /** As it was a few minutes ago at most; empty where the exchange does not tell. */
  @Override
  public OptionalLong openInterest(Symbol symbol, long time) {
    Instant now = Instant.ofEpochMilli(time);
    Interest known = interests.get(symbol);
    if (known == null || known.at().plus(OPEN_INTEREST).isBefore(now)) {
      known = new Interest(askInterest(symbol), now);
      interests.put(symbol, known);
    }
    return known.value();
  }

  private OptionalLong askInterest(Symbol symbol) {
    try {
      return asked
          .openInterest(symbol)
          .map(BigDecimal::stripTrailingZeros)
          .map(Fixed::of)
          .map(OptionalLong::of)
          .orElse(OptionalLong.empty());
    } catch (VenueException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private long last(Symbol symbol) {
    Touch touch = prices.touch(symbol);
    return touch == null ? 0 : touch.middle();
  }

  /** The exchange's candles. */
  private record Candles(LiveCandles source, LivePrices prices) implements CandleSource {
    @Override
    public boolean supports(Interval interval) {
      return true;
    }

    @Override
    public List<Bar> between(
        Symbol symbol,
        Interval interval,
        long start,
        long end,
        long now,
        boolean latest,
        int limit) {
      return answered(
          () -> {
            try {
              return source.between(symbol, interval, start, end, now, latest, limit);
            } catch (VenueException.Refused e) {
              // What has ended is forgotten some day.
              if (prices.hasEnded(symbol)) {
                return List.of();
              }
              throw e;
            }
          });
    }
  }

  private static <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (VenueException e) {
      throw new PricesUnavailable("" + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    prices.close();
    transport.close();
  }
}
