package dev.belay.activities.research;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Hourly candles that go up and down, the same every time. */
final class SyntheticCandles {
  private static final long FIRST = 1_640_995_200_000L;
  private static final long HOUR = 3_600_000;

  private SyntheticCandles() {}

  /**
   * Writes a file for each symbol.
   *
   * @param seed of where they begin and how they wave
   */
  static void write(Path folder, int candles, long seed, String... symbols) throws IOException {
    Files.createDirectories(folder);
    for (int s = 0; s < symbols.length; s++) {
      StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
      double before = 100;
      for (int i = 0; i < candles; i++) {
        double wave = Math.sin((i + seed) * 0.05) + 0.7 * Math.sin((i + s) * 0.013);
        double close = 100 + 10 * wave + 0.001 * i;
        text.append(
            "%d,%.2f,%.2f,%.2f,%.2f,10%n"
                .formatted(
                    FIRST + i * HOUR,
                    before,
                    Math.max(before, close) + 0.5,
                    Math.min(before, close) - 0.5,
                    close));
        before = Double.parseDouble(String.format(Locale.ROOT, "%.2f", close));
      }
      Files.writeString(folder.resolve(symbols[s] + ".csv"), text);
    }
  }
}
