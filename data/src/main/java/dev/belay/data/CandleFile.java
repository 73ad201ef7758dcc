package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes one file of candles, plain or gzip: CSV with the header {@value #HEADER}, or
 * JSON lines, an object with the same names or the venue's array each.
 */
public final class CandleFile {
  static final String HEADER = "open_time_ms,open,high,low,close,volume";

  // About what a candle takes, so that arrays need not grow often.
  private static final int BYTES = 45;
  private static final int BYTES_PACKED = 16;

  private static final int BLOCK = 1 << 16;

  private static final List<Column> VALUES =
      List.of(Column.OPEN, Column.HIGH, Column.LOW, Column.CLOSE, Column.VOLUME);

  private CandleFile() {}

  /**
   * Reads all of the file.
   *
   * @throws BadCandleFile if anything in it is not as it must be
   * @throws UncheckedIOException if it can't be read at all
   */
  public static CandleSeries read(Path file, Symbol symbol) {
    try (CandleText text = CandleText.open(file)) {
      int head = text.line();
      CandleSeries.Builder rows = new CandleSeries.Builder(expected(file));
      Steps steps = new Steps();
      long last = 0;
      while (text.next()) {
        if (rows.size() > 0) {
          if (text.time <= last) {
            throw text.bad(
                CandleText.COLUMNS.getFirst(),
                "" + text.time,
                text.time == last
                    ? "only once (duplicate of the line before)"
                    : "after that of the line before, %d".formatted(last));
          }
          steps.add(text.time - last);
        }
        last = text.time;
        rows.add(text.time, text.open, text.high, text.low, text.close, text.volume);
      }
      if (rows.size() < 2) {
        throw text.bad("rows", "" + rows.size(), "of 2 at least, to tell the interval");
      }
      long step = steps.common();
      Interval interval = Steps.interval(step);
      if (interval == null) {
        throw noInterval(file, step);
      }
      CandleSeries series = rows.build(symbol, interval, text.priceDecimals);
      checkGrid(file, head, series);
      return series;
    }
  }

  /**
   * Writes candles in the form that the name ends in, {@code .csv} or {@code .jsonl}, each with or
   * without {@code .gz}: whole, in place of what is there, or not at all.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public static void write(Path file, Candles candles) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (Writer out = writer(part, file.toString().endsWith(".gz"))) {
        if (CandleText.isJson(file)) {
          writeJson(candles, out);
        } else {
          writeCsv(candles, out);
        }
      } catch (IOException e) {
        Files.deleteIfExists(part);
        throw e;
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
  }

  private static Writer writer(Path file, boolean packed) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new BufferedWriter(
        new OutputStreamWriter(
            packed ? new GZIPOutputStream(out, BLOCK) : out, StandardCharsets.US_ASCII),
        BLOCK);
  }

  private static void writeCsv(Candles candles, Writer out) throws IOException {
    out.write(HEADER + "\n");
    for (int i = 0; i < candles.size(); i++) {
      out.write(Long.toString(candles.openTime(i)));
      for (Column column : VALUES) {
        out.write(",");
        out.write(column.plain(candles, i));
      }
      out.write("\n");
    }
  }

  private static void writeJson(Candles candles, Writer out) throws IOException {
    for (int i = 0; i < candles.size(); i++) {
      out.write("{\"open_time_ms\":" + candles.openTime(i));
      for (Column column : VALUES) {
        out.write(",\"" + CandleText.COLUMNS.get(column.place()) + "\":\"");
        out.write(column.plain(candles, i) + "\"");
      }
      out.write("}\n");
    }
  }

  static BadCandleFile noInterval(Path file, long step) {
    return new BadCandleFile(
        file,
        0,
        "most common step",
        step + " ms",
        "of one of " + Arrays.toString(Interval.values()));
  }

  private static void checkGrid(Path file, int head, CandleSeries series) {
    long step = series.interval().millis();
    for (int i = 0; i < series.size(); i++) {
      if (series.openTime(i) % step != 0) {
        throw new BadCandleFile(
            file,
            head + i + 1,
            CandleText.COLUMNS.getFirst(),
            "" + series.openTime(i),
            "as a multiple of the interval " + series.interval());
      }
    }
  }

  private static int expected(Path file) {
    try {
      int each = file.toString().endsWith(".gz") ? BYTES_PACKED : BYTES;
      return (int) Math.min(1 << 22, Files.size(file) / each);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }
}
