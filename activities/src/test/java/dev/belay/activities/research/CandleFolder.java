package dev.belay.activities.research;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Candle files of walks by chance. */
public final class CandleFolder {
  static final long START = 1_640_995_200_000L;
  static final long HOUR = 3_600_000;

  private CandleFolder() {}

  /** One file for each symbol, in hours from 2022 on, with some hours missing. */
  public static Path write(Path folder, int hours, String... symbols) throws IOException {
    Files.createDirectories(folder);
    for (String symbol : symbols) {
      Random random = new Random(symbol.hashCode());
      StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
      double price = 20 + random.nextInt(80);
      for (int i = 0; i < hours; i++) {
        double close = Math.max(1, price * (1 + 0.012 * random.nextGaussian()));
        if (random.nextInt(200) != 0) {
          text.append(START + i * HOUR)
              .append(
                  ",%.4f,%.4f,%.4f,%.4f,%d\n"
                      .formatted(
                          price,
                          Math.max(price, close) * 1.003,
                          Math.min(price, close) * 0.997,
                          close,
                          random.nextInt(1000)));
        }
        price = close;
      }
      Files.writeString(folder.resolve(symbol + ".csv"), text);
    }
    return folder;
  }
}
