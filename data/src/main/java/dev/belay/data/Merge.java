package dev.belay.data;

import dev.belay.domain.market.Candles;
import java.time.Instant;

/**
 * Two series of one symbol and interval made one.
 *
 * @param candles of both; where both have one that differs, the new one
 * @param different so many of both that differ
 * @param firstDifference in words; empty where there is none
 */
record Merge(Candles candles, int different, String firstDifference) {

  static Merge of(Candles stored, Candles incoming) {
    CandleSeries.Builder both = new CandleSeries.Builder(stored.size() + incoming.size());
    int different = 0;
    String first = "";
    int i = 0;
    int j = 0;
    while (i < stored.size() || j < incoming.size()) {
      long old = i < stored.size() ? stored.openTime(i) : Long.MAX_VALUE;
      long fresh = j < incoming.size() ? incoming.openTime(j) : Long.MAX_VALUE;
      if (old < fresh) {
        both.add(stored, i++);
        continue;
      }
      if (old == fresh) {
        if (!isSame(stored, i, incoming, j)) {
          first =
              different++ > 0
                  ? first
                  : "%s %s at %s is %s there and %s here"
                      .formatted(
                          stored.symbol(),
                          stored.interval(),
                          Instant.ofEpochMilli(old),
                          words(stored, i),
                          words(incoming, j));
        }
        i++;
      }
      both.add(incoming, j++);
    }
    Candles candles =
        both.build(
            stored.symbol(),
            stored.interval(),
            Math.max(stored.priceDecimals(), incoming.priceDecimals()));
    return new Merge(
        candles,
        different,
        different > 1 ? "%s, and %d more differ".formatted(first, different - 1) : first);
  }

  private static boolean isSame(Candles a, int i, Candles b, int j) {
    return a.open(i) == b.open(j)
        && a.high(i) == b.high(j)
        && a.low(i) == b.low(j)
        && a.close(i) == b.close(j)
        && a.volume(i) == b.volume(j);
  }

  private static String words(Candles candles, int index) {
    return "open %s, high %s, low %s, close %s, volume %s"
        .formatted(
            CandleText.plain(candles.open(index)),
            CandleText.plain(candles.high(index)),
            CandleText.plain(candles.low(index)),
            CandleText.plain(candles.close(index)),
            CandleText.plain(candles.volume(index), CandleText.VOLUME_SCALE));
  }
}
