package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * A store as it was when it was opened. Its candles are held against their checksums and mapped;
 * they are copied only to fill gaps or to resample.
 */
final class StoreSource implements CandleSource {
  private final CandleStore store;
  private final NavigableMap<Symbol, NavigableSet<Interval>> contents;

  StoreSource(CandleStore store) {
    this.store = store;
    this.contents = store.contents();
  }

  @Override
  public Path path() {
    return store.path();
  }

  @Override
  public List<Symbol> symbols() {
    return List.copyOf(contents.keySet());
  }

  @Override
  public Candles load(Symbol symbol, Interval timeframe, GapPolicy gaps) {
    StoredCandles base = base(symbol, timeframe);
    StoredCandles made = made(base, timeframe, gaps);
    if (made != null) {
      return verified(made);
    }
    return Resampled.of(gaps.apply(verified(base)), timeframe);
  }

  /** The longest imported candles that make up the timeframe. */
  private StoredCandles base(Symbol symbol, Interval timeframe) {
    for (Interval interval : intervals(symbol).descendingSet()) {
      if (Resampled.isPossible(interval, timeframe)) {
        StoredCandles candles = store.candles(symbol, interval);
        if (!candles.isDerived()) {
          return candles;
        }
      }
    }
    throw new CandlesRefused(
        "Expected imported candles of %s that make up %s in %s, but it has %s; take a timeframe those make up."
            .formatted(symbol, timeframe, store.path(), intervals(symbol)));
  }

  /** Those kept by a resample of just these, so that it changes no result but the time it takes. */
  private @Nullable StoredCandles made(StoredCandles base, Interval timeframe, GapPolicy gaps) {
    if (base.interval() == timeframe || !intervals(base.symbol()).contains(timeframe)) {
      return null;
    }
    StoredCandles made = store.candles(base.symbol(), timeframe);
    return made.sources().equals(List.of(StoreUpdate.derivation(base, gaps))) ? made : null;
  }

  /** What follows reads these pages anyway, and a checksum costs next to nothing beside it. */
  private static StoredCandles verified(StoredCandles candles) {
    candles.verify();
    return candles;
  }

  @Override
  public List<Candles> stored(Symbol symbol) {
    List<Candles> all = new ArrayList<>();
    intervals(symbol).forEach(interval -> all.add(store.candles(symbol, interval)));
    return all;
  }

  private NavigableSet<Interval> intervals(Symbol symbol) {
    NavigableSet<Interval> intervals = contents.get(symbol);
    if (intervals == null) {
      throw unknown(symbol.value());
    }
    return intervals;
  }
}
