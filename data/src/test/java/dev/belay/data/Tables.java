package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Candles for tests. */
final class Tables {
  static final Symbol BTC = Symbol.of("BTCUSDT");
  static final Symbol ETH = Symbol.of("ETHUSDT");
  static final long T0 = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
  static final long HOUR = 3_600_000;

  private Tables() {}

  /** Any candles by the hour with some gaps; prices of up to 8 decimals. */
  static Arbitrary<CandleSeries> any() {
    Arbitrary<long[]> row =
        Combinators.combine(
                Arbitraries.frequency(Tuple.of(9, 1L), Tuple.of(1, 4L)),
                Arbitraries.longs().between(1, 10_000_000_000_000L),
                Arbitraries.longs().between(0, 1_000_000_000_000L),
                Arbitraries.longs().between(0, 1_000_000_000_000L),
                Arbitraries.longs().between(0, 1_000_000_000L),
                Arbitraries.longs().between(0, 1_000_000_000_000_000L))
            .as(
                (steps, low, open, close, above, volume) ->
                    new long[] {
                      steps,
                      low + open,
                      low + Math.max(open, close) + above,
                      low,
                      low + close,
                      volume
                    });
    return row.list().ofMinSize(3).ofMaxSize(60).map(Tables::series);
  }

  private static CandleSeries series(List<long[]> rows) {
    CandleSeries.Builder series = new CandleSeries.Builder(0);
    long time = T0;
    for (long[] row : rows) {
      // Every other step is by the hour, so that the interval can be told.
      time += series.size() % 2 == 1 ? HOUR : row[0] * HOUR;
      series.add(time, row[1], row[2], row[3], row[4], row[5]);
    }
    return series.build(BTC, Interval.H1, decimals(series.build(BTC, Interval.H1, 0)));
  }

  private static int decimals(Candles candles) {
    int most = 0;
    for (int i = 0; i < candles.size(); i++) {
      for (Column column : List.of(Column.OPEN, Column.HIGH, Column.LOW, Column.CLOSE)) {
        String text = CandleText.plain(column.of(candles, i));
        most = Math.max(most, text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0);
      }
    }
    return most;
  }

  /** So many candles by the hour from an hour on, each a little different. */
  static CandleSeries hours(Symbol symbol, int first, int count) {
    CandleSeries.Builder series = new CandleSeries.Builder(count);
    for (int i = first; i < first + count; i++) {
      long price = 100_00000000L + i * 1_0000000L;
      series.add(
          T0 + i * HOUR, price, price + 50000000, price - 50000000, price + 10000000, 1_500_000);
    }
    return series.build(symbol, Interval.H1, 1);
  }

  /** Everything of each candle as text, one a line. */
  static List<String> rows(Candles candles) {
    return IntStream.range(0, candles.size())
        .mapToObj(
            i ->
                candles.openTime(i)
                    + ","
                    + CandleText.plain(candles.open(i))
                    + ","
                    + CandleText.plain(candles.high(i))
                    + ","
                    + CandleText.plain(candles.low(i))
                    + ","
                    + CandleText.plain(candles.close(i))
                    + ","
                    + CandleText.plain(candles.volume(i), CandleText.VOLUME_SCALE))
        .toList();
  }

  static String csv(Candles candles) {
    return CandleFile.HEADER + "\n" + String.join("\n", rows(candles)) + "\n";
  }

  static Path write(Path directory, String name, String text) throws IOException {
    return write(directory.resolve(name), text);
  }

  static Path write(Path file, String text) throws IOException {
    if (file.toString().endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return file;
    }
    return Files.writeString(file, text);
  }
}
