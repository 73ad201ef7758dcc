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
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The same jobs as plain loops over arrays of doubles on one thread, without any check, statistic
 * or order: about as fast as Java can be.
 *
 * <p>{@code a|b DIR} runs the cross of averages 12 and 26 over every file, {@code c DIR} the 1,000
 * combinations of the sweep, {@code d DIR} over columns of raw doubles.
 */
final class Roofline {
  private static final double FEE = 0.001;

  private Roofline() {}

  public static void main(String[] args) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of(args[1]))) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    int trades = 0;
    double equity = 0;
    if (args[0].equals("c")) {
      Columns columns = csv(files.getFirst());
      for (int fast = 2; fast <= 51; fast++) {
        for (int slow = 52; slow <= 71; slow++) {
          double[] result = cross(columns, fast, slow);
          trades += (int) result[0];
          equity = Math.max(equity, result[1]);
        }
      }
    } else {
      for (Path file : files) {
        double[] result = cross(args[0].equals("d") ? raw(file) : csv(file), 12, 26);
        trades += (int) result[0];
        equity += result[1];
      }
    }
    System.out.printf("{\"trades\": %d, \"equity\": %.8f}%n", trades, equity);
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
