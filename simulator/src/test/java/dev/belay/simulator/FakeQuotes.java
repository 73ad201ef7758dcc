package dev.belay.simulator;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import dev.belay.simulator.market.CandleSource;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.venue.Klines;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A live market of one symbol, whose quotes a test tells. */
final class FakeQuotes implements QuotedMarket {
  static final Symbol ETH = Symbol.of("ETHUSDT");

  private final Instant from;
  private final AtomicLong version = new AtomicLong();
  final List<Quotes.Funding> settled = new CopyOnWriteArrayList<>();
  volatile @Nullable Touch touch;
  volatile boolean fresh = true;
  volatile boolean ended;

  FakeQuotes(Instant from) {
    this.from = from;
  }

  void quote(String bid, String ask, String mark) {
    touch =
        new Touch(
            System.currentTimeMillis(),
            Fixed.of(bid),
            Fixed.of("100"),
            Fixed.of(ask),
            Fixed.of("100"),
            Fixed.of(mark));
    version.incrementAndGet();
  }

  void settle(long at, String rate, String mark) {
    settled.add(new Quotes.Funding(at, Fixed.of(rate), Fixed.of(mark)));
    version.incrementAndGet();
  }

  @Override
  public @Nullable Touch touch(Symbol symbol) {
    return symbol.equals(ETH) ? touch : null;
  }

  @Override
  public long version() {
    return version.get();
  }

  @Override
  public long latest() {
    Touch now = touch;
    return now == null ? 0 : now.at();
  }

  @Override
  public boolean isFresh(Symbol symbol) {
    return fresh;
  }

  @Override
  public boolean hasEnded(Symbol symbol) {
    return ended;
  }

  @Override
  public @Nullable Premium premium(Symbol symbol) {
    Touch now = touch(symbol);
    return now == null
        ? null
        : new Premium(
            now.mark(), now.mark(), OptionalLong.of(10_000), now.at() + 3_600_000, now.at());
  }

  @Override
  public List<Quotes.Funding> fundings(Symbol symbol, long after) {
    return settled.stream().filter(each -> each.at() > after).toList();
  }

  @Override
  public CandleSource candles() {
    return new Klines(this);
  }

  @Override
  public Feed feed() {
    Touch now = touch;
    return new Feed(
        now == null ? null : Instant.ofEpochMilli(now.at()), true, 0, fresh ? "fine" : "silent");
  }

  @Override
  public MarketSpec spec() {
    return new MarketSpec.Live(from);
  }

  @Override
  public String label() {
    return "LIVE PRICES of a test";
  }

  @Override
  public List<Instrument> instruments() {
    return List.of(
        new Instrument(
            ETH,
            new BigDecimal("0.01"),
            new BigDecimal("0.001"),
            Quantity.of("0.001"),
            Quantity.of("10000"),
            Usdt.of("20"),
            100,
            new BigDecimal("0.005"),
            new BigDecimal("0.0125")));
  }

  @Override
  public long from() {
    return from.toEpochMilli();
  }

  @Override
  public OptionalLong openInterest(Symbol symbol, long time) {
    return OptionalLong.empty();
  }
}
