package dev.belay.benchmarks.research;

import dev.belay.data.CandleSeries;
import dev.belay.data.CandleStore;
import dev.belay.data.StoreUpdate;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * A year of five-minute candles of many symbols, by chance and the same each time: {@code STORE RAW
 * SYMBOLS CANDLES}. RAW gets opens and closes as plain doubles, for the roofline.
 */
final class SyntheticStore {
  private static final long START = 1_640_995_200_000L;
  private static final long STEP = 300_000;

  private SyntheticStore() {}

  public static void main(String[] args) throws IOException {
    Path raw = Path.of(args[1]);
    int symbols = Integer.parseInt(args[2]);
    int candles = Integer.parseInt(args[3]);
    Files.createDirectories(raw);
    CandleStore store = CandleStore.create(Path.of(args[0]));
    for (int i = 0; i < symbols; i++) {
      Candles made = made(Symbol.of("SYN%03dUSDT".formatted(i)), i, candles);
      try (StoreUpdate update = store.update()) {
        update.add(made, made.digest(), true);
        update.publish();
      }
      write(raw.resolve("SYN%03d.raw".formatted(i)), made);
    }
  }

  private static Candles made(Symbol symbol, long seed, int candles) {
    Random random = new Random(seed);
    CandleSeries.Builder builder = new CandleSeries.Builder(candles);
    long price = 1_000_000 + random.nextInt(100_000_000);
    for (int i = 0; i < candles; i++) {
      long close = Math.max(10_000, Math.round(price * (1 + 0.002 * random.nextGaussian())));
      long high = Math.max(price, close) + random.nextInt((int) (price / 1000) + 1);
      long low = Math.min(price, close) - random.nextInt((int) (price / 1000) + 1);
      builder.add(
          START + i * STEP,
          price * 10_000,
          high * 10_000,
          Math.max(1, low) * 10_000,
          close * 10_000,
          random.nextInt(1_000_000));
      price = close;
    }
    return builder.build(symbol, Interval.M5, 4);
  }

  private static void write(Path file, Candles candles) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(candles.size() * 2 * Double.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < candles.size(); i++) {
      bytes.putDouble(candles.open(i) * 1e-8);
    }
    for (int i = 0; i < candles.size(); i++) {
      bytes.putDouble(candles.close(i) * 1e-8);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(bytes.flip());
    }
  }
}
