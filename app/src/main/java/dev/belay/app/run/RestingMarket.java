package dev.belay.app.run;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import dev.belay.simulator.market.CandleSource;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.venue.Klines;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A live market whose books are only looked at: without prices, so that nothing fills. */
record RestingMarket(MarketSpec.Live spec) implements QuotedMarket {
  @Override
  public String label() {
    return "LIVE PRICES, at rest";
  }

  @Override
  public String identity() {
    return LiveMarket.identity(spec);
  }

  @Override
  public long from() {
    return spec.from().toEpochMilli();
  }

  @Override
  public List<Instrument> instruments() {
    return List.of();
  }

  @Override
  public @Nullable Touch touch(Symbol symbol) {
    return null;
  }

  @Override
  public long version() {
    return 0;
  }

  @Override
  public long latest() {
    return 0;
  }

  @Override
  public boolean isFresh(Symbol symbol) {
    return false;
  }

  @Override
  public boolean hasEnded(Symbol symbol) {
    return false;
  }

  @Override
  public @Nullable Premium premium(Symbol symbol) {
    return null;
  }

  @Override
  public List<Quotes.Funding> fundings(Symbol symbol, long after) {
    return List.of();
  }

  @Override
  public CandleSource candles() {
    return new Klines(this);
  }

  @Override
  public Feed feed() {
    return new Feed(null, false, 0, "at rest");
  }

  @Override
  public OptionalLong openInterest(Symbol symbol, long time) {
    return OptionalLong.empty();
  }
}
