package dev.belay.benchmarks.research;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The same jobs as plain loops over arrays of doubles on one thread, without any check or order:
 * about as fast as Java can be.
 *
 * <p>{@code a|b DIR} runs the cross of averages 12 and 26 over every file, {@code c DIR} the 1,000
 * combinations of the sweep, {@code d DIR} over columns of raw doubles. They come to trades and
 * equity alone; with {@code figures} after them also to what Belay tells beside those.
 */
final class Roofline {
  private static final double FEE = 0.001;

  private Roofline() {}

  public static void main(String[] args) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of(args[1]))) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    boolean swept = args[0].equals("c");
    Figures figures = args.length > 2 ? new Figures(swept) : null;
    int trades = 0;
    double equity = 0;
    if (swept) {
      Columns columns = csv(files.getFirst());
      for (int fast = 2; fast <= 51; fast++) {
        for (int slow = 52; slow <= 71; slow++) {
          double[] result = run(columns, fast, slow, figures);
          trades += (int) result[0];
          equity = Math.max(equity, result[1]);
        }
      }
    } else {
      for (Path file : files) {
        double[] result = run(args[0].equals("d") ? raw(file) : csv(file), 12, 26, figures);
        trades += (int) result[0];
        equity += result[1];
      }
    }
    System.out.printf("{\"trades\": %d, \"equity\": %.8f", trades, equity);
    System.out.println(figures == null ? "}" : figures.told() + "}");
  }

  private static double[] run(Columns columns, int fast, int slow, @Nullable Figures figures) {
    return figures == null ? cross(columns, fast, slow) : figures.of(columns, fast, slow);
  }

  private record Columns(double[] open, double[] close) {}

  private static double[] cross(Columns columns, int fast, int slow) {
    double[] open = columns.open();
    double[] close = columns.close();
    double quick = close[0];
    double slack = close[0];
    double quickly = 2.0 / (fast + 1);
    double slowly = 2.0 / (slow + 1);
    double cash = 10_000;
    double held = 0;
    double before = 0;
    int trades = 0;
    int last = close.length - 1;
    for (int i = 1; i <= last; i++) {
      quick += (close[i] - quick) * quickly;
      slack += (close[i] - slack) * slowly;
      double difference = quick - slack;
      if (i < last) {
        if (difference > 0 && before <= 0 && held == 0) {
          held = cash / (open[i + 1] * (1 + FEE));
          cash = 0;
        } else if (difference < 0 && before >= 0 && held > 0) {
          cash = held * open[i + 1] * (1 - FEE);
          held = 0;
          trades++;
        }
      }
      before = difference;
    }
    return new double[] {trades, cash + held * close[last]};
  }

  /**
   * What is told beside trades and equity: of a sweep drawdown and Sharpe ratio of each
   * combination; of a run those of the sum of all symbols, and of buying and holding each, and what
   * as many trades as long would have come to at 19 times as many moments of chance.
   */
  private static final class Figures {
    private static final int DRAWS = 19;
    private final boolean swept;
    private final double[] drawn = new double[DRAWS];
    private double[] total = {};
    private double[] held = {};
    private double told;

    Figures(boolean swept) {
      this.swept = swept;
    }

    double[] of(Columns columns, int fast, int slow) {
      double[] open = columns.open();
      double[] close = columns.close();
      int last = close.length - 1;
      double[] curve = new double[close.length];
      int[] bars = new int[close.length];
      double quick = close[0];
      double slack = close[0];
      double quickly = 2.0 / (fast + 1);
      double slowly = 2.0 / (slow + 1);
      double cash = 10_000;
      double quantity = 0;
      double before = 0;
      int entered = 0;
      int trades = 0;
      curve[0] = cash;
      for (int i = 1; i <= last; i++) {
        curve[i] = cash + quantity * close[i];
        quick += (close[i] - quick) * quickly;
        slack += (close[i] - slack) * slowly;
        double difference = quick - slack;
        if (i < last) {
          if (difference > 0 && before <= 0 && quantity == 0) {
            quantity = cash / (open[i + 1] * (1 + FEE));
            cash = 0;
            entered = i + 1;
          } else if (difference < 0 && before >= 0 && quantity > 0) {
            cash = quantity * open[i + 1] * (1 - FEE);
            quantity = 0;
            bars[trades++] = i + 1 - entered;
          }
        }
        before = difference;
      }
      if (swept) {
        told += drawdown(curve) + sharpe(curve);
      } else {
        total = plus(total, curve);
        double bought = 10_000 / (open[1] * (1 + FEE));
        double[] hold = new double[close.length];
        for (int i = 0; i <= last; i++) {
          hold[i] = i == 0 ? 10_000 : bought * close[i];
        }
        held = plus(held, hold);
        draw(open, Arrays.copyOf(bars, trades));
      }
      return new double[] {trades, cash + quantity * close[last]};
    }

    private void draw(double[] open, int[] bars) {
      SplittableRandom chance = new SplittableRandom(7);
      int free = Math.max(1, open.length - 1 - Arrays.stream(bars).sum());
      int[] starts = new int[bars.length];
      for (int draw = 0; draw < DRAWS; draw++) {
        for (int i = bars.length - 1; i > 0; i--) {
          int j = chance.nextInt(i + 1);
          int swapped = bars[i];
          bars[i] = bars[j];
          bars[j] = swapped;
        }
        for (int i = 0; i < starts.length; i++) {
          starts[i] = chance.nextInt(free);
        }
        Arrays.sort(starts);
        double growth = 1;
        int past = 0;
        for (int i = 0; i < starts.length; i++) {
          double ratio = open[past + starts[i] + bars[i]] / open[past + starts[i]];
          growth *= ratio - FEE * (1 + ratio);
          past += bars[i];
        }
        drawn[draw] += growth;
      }
    }

    private static double[] plus(double[] sum, double[] curve) {
      double[] into = sum.length == 0 ? new double[curve.length] : sum;
      for (int i = 0; i < Math.min(into.length, curve.length); i++) {
        into[i] += curve[i];
      }
      return into;
    }

    private static double drawdown(double[] curve) {
      double peak = curve[0];
      double deepest = 0;
      for (double each : curve) {
        peak = Math.max(peak, each);
        deepest = Math.max(deepest, 1 - each / peak);
      }
      return deepest;
    }

    private static double sharpe(double[] curve) {
      double sum = 0;
      double squares = 0;
      for (int i = 1; i < curve.length; i++) {
        double change = curve[i] / curve[i - 1] - 1;
        sum += change;
        squares += change * change;
      }
      int count = curve.length - 1;
      double mean = sum / count;
      return mean / Math.sqrt((squares - count * mean * mean) / (count - 1));
    }

    String told() {
      double all =
          swept
              ? told
              : drawdown(total) + sharpe(total) + drawdown(held) + sharpe(held) + drawn[DRAWS - 1];
      return ", \"told\": %.6f".formatted(all);
    }
  }

  private static Columns csv(Path file) throws IOException {
    byte[] text;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      text = in.readAllBytes();
    }
    double[] open = new double[1 << 12];
    double[] close = new double[1 << 12];
    int rows = 0;
    int at = 0;
    while (text[at++] != '\n') {
      // The header.
    }
    while (at < text.length) {
      if (rows == open.length) {
        open = Arrays.copyOf(open, rows * 2);
        close = Arrays.copyOf(close, rows * 2);
      }
      int column = 0;
      while (at < text.length && text[at] != '\n') {
        long digits = 0;
        double scale = 1;
        boolean fraction = false;
        while (at < text.length && text[at] != ',' && text[at] != '\n') {
          if (text[at] == '.') {
            fraction = true;
          } else {
            digits = digits * 10 + text[at] - '0';
            scale = fraction ? scale * 10 : scale;
          }
          at++;
        }
        if (column == 1) {
          open[rows] = digits / scale;
        } else if (column == 4) {
          close[rows] = digits / scale;
        }
        column++;
        if (at < text.length && text[at] == ',') {
          at++;
        }
      }
      at++;
      rows++;
    }
    return new Columns(Arrays.copyOf(open, rows), Arrays.copyOf(close, rows));
  }

  /** All opens, then all closes. */
  private static Columns raw(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.nativeOrder());
      int rows = (int) (channel.size() / 2 / Double.BYTES);
      double[] open = new double[rows];
      double[] close = new double[rows];
      bytes.asDoubleBuffer().get(open).get(close);
      return new Columns(open, close);
    }
  }
}
