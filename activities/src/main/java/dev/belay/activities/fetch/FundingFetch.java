package dev.belay.activities.fetch;

import dev.belay.activities.venue.FundingPages;
import dev.belay.activities.venue.FundingPages.Settled;
import dev.belay.data.FundingFile;
import dev.belay.data.FundingFile.Rates;
import dev.belay.domain.market.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Brings settled funding rates into files beside the candles, a page at a time, each kept as it
 * comes. What is there is not asked for again.
 */
public final class FundingFetch {
  private static final int SCALE = 8;

  private final Path folder;
  private final FundingPages pages;
  private final Patience patience;

  /**
   * @param folder where {@code SYMBOL_funding.csv} is
   */
  public FundingFetch(Path folder, FundingPages pages, Pause pause, FetchProgress progress) {
    this.folder = folder;
    this.pages = pages;
    this.patience = new Patience(pause, progress);
  }

  /**
   * @param from of the first rate that is wanted
   * @return how many came
   * @throws FetchException if it ended early; what came before is kept
   */
  public int run(Symbol symbol, Instant from) {
    Path file = folder.resolve(symbol + "_funding.csv");
    NavigableMap<Long, Long> rates = kept(file);
    int added = 0;
    long at = from.toEpochMilli();
    if (!rates.isEmpty() && rates.firstKey() <= at) {
      at = rates.lastKey() + 1;
    }
    while (true) {
      List<Settled> page = page(symbol, at);
      int before = rates.size();
      page.forEach(each -> rates.putIfAbsent(each.at().toEpochMilli(), units(each.rate())));
      added += rates.size() - before;
      if (rates.size() > before) {
        keep(file, rates);
      }
      if (page.isEmpty()) {
        return added;
      }
      long last = page.getLast().at().toEpochMilli();
      if (rates.size() == before && last < rates.lastKey()) {
        // From here on all is there, up to the last that was kept.
        last = rates.lastKey();
      } else if (page.size() < FundingPages.MOST) {
        return added;
      }
      at = last + 1;
    }
  }

  private List<Settled> page(Symbol symbol, long from) {
    return patience.ask(() -> pages.settled(symbol, Instant.ofEpochMilli(from)));
  }

  private static long units(BigDecimal rate) {
    return rate.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }

  private static NavigableMap<Long, Long> kept(Path file) {
    NavigableMap<Long, Long> rates = new TreeMap<>();
    if (Files.isRegularFile(file)) {
      Rates there = FundingFile.read(file);
      for (int i = 0; i < there.times().length; i++) {
        rates.put(there.times()[i], there.rates()[i]);
      }
    }
    return rates;
  }

  private static void keep(Path file, Map<Long, Long> rates) {
    FundingFile.write(
        file,
        new Rates(
            rates.keySet().stream().mapToLong(Long::longValue).toArray(),
            rates.values().stream().mapToLong(Long::longValue).toArray()));
  }
}
