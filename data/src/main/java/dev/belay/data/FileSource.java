package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;

/** Files, one a symbol; each is read when it is asked for. */
record FileSource(Path path, NavigableMap<Symbol, Path> files) implements CandleSource {
  @Override
  public List<Symbol> symbols() {
    return List.copyOf(files.keySet());
  }

  @Override
  public Candles load(Symbol symbol, Interval timeframe, GapPolicy gaps) {
    return Resampled.of(gaps.apply(read(symbol)), timeframe);
  }

  @Override
  public List<Candles> stored(Symbol symbol) {
    return List.of(read(symbol));
  }

  private Candles read(Symbol symbol) {
    Path file = files.get(symbol);
    if (file == null) {
      throw unknown(symbol.value());
    }
    return CandleFile.read(file, symbol);
  }
}
