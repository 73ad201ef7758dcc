package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads one file of candles: CSV, plain or gzip, with the header {@value #HEADER}. */
public final class CandleFile {
  static final String HEADER = "open_time_ms,open,high,low,close,volume";

  private static final String[] COLUMNS = HEADER.split(",");
  // 2000-01-01 to 2100-01-01: seconds or microseconds taken for milliseconds fall outside.
  private static final long MIN_TIME = 946_684_800_000L;
  private static final long MAX_TIME = 4_102_444_800_000L;
  private static final int MAX_BYTES = 1 << 30;

  private final Path file;
  private final byte[] text;
  private int position;
  private int line;
  private int priceDecimals;
  private long[] times = new long[1024];
  private long[] values = new long[5 * 1024];

  private CandleFile(Path file, byte[] text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads all of the file.
   *
   * @throws BadCandleFile if anything in it is not as it must be
   * @throws UncheckedIOException if it can't be read at all
   */
  public static CandleSeries read(Path file, Symbol symbol) {
    return new CandleFile(file, bytes(file)).parse(symbol);
  }

  private static byte[] bytes(Path file) {
    byte[] raw;
    try {
      raw = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
    if (!file.toString().endsWith(".gz")) {
      return raw;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw), 1 << 16)) {
      return in.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw new BadCandleFile(
          file, 0, "content", String.valueOf(e.getMessage()), "in gzip format, complete", e);
    }
  }

  private CandleSeries parse(Symbol symbol) {
    line = 1;
    String header = rest();
    if (!header.equals(HEADER)) {
      throw bad("header", header, "as " + HEADER);
    }
    int rows = 0;
    while (position < text.length) {
      line++;
      if (rows == times.length) {
        times = Arrays.copyOf(times, rows * 2);
        values = Arrays.copyOf(values, rows * 10);
      }
      row(rows++);
    }
    if (rows < 2) {
      throw bad("rows", "" + rows, "of 2 at least, to tell the interval");
    }
    times = Arrays.copyOf(times, rows);
    values = Arrays.copyOf(values, rows * 5);
    Interval interval = interval();
    checkGrid(interval);
    return new CandleSeries(symbol, interval, priceDecimals, times, values);
  }

  private void row(int row) {
    String timeText = field(0);
    long time = time(timeText);
    if (row > 0 && time <= times[row - 1]) {
      throw bad(
          COLUMNS[0],
          timeText,
          time == times[row - 1]
              ? "only once (duplicate of the line before)"
              : "after that of the line before, %d".formatted(times[row - 1]));
    }
    times[row] = time;
    for (int column = 1; column <= 4; column++) {
      String text = field(column);
      values[row * 5 + column - 1] = price(column, text);
    }
    String volume = field(5);
    values[row * 5 + 4] = volume(volume);
    long open = values[row * 5];
    long high = values[row * 5 + 1];
    long low = values[row * 5 + 2];
    long close = values[row * 5 + 3];
    if (high < low || high < open || high < close) {
      throw bad("high", plain(high), "at least open, low and close");
    }
    if (low > open || low > close) {
      throw bad("low", plain(low), "at most open and close");
    }
  }

  private long time(String text) {
    long time;
    try {
      time = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadCandleFile(file, line, COLUMNS[0], text, "as epoch milliseconds", e);
    }
    if (time < MIN_TIME || time >= MAX_TIME) {
      throw bad(COLUMNS[0], text, "in epoch milliseconds from 2000 to 2100");
    }
    return time;
  }

  private long price(int column, String text) {
    long price = decimal(column, text, 8, false);
    if (price <= 0) {
      throw bad(COLUMNS[column], text, "above 0");
    }
    int point = text.indexOf('.');
    if (point >= 0) {
      int end = text.length();
      while (text.charAt(end - 1) == '0') {
        end--;
      }
      priceDecimals = Math.max(priceDecimals, end - 1 - point);
    }
    return price;
  }

  private long volume(String text) {
    return decimal(5, text, 6, true);
  }

  /** Digits with at most one point: no sign but a minus to be refused, no exponent, no NaN. */
  private long decimal(int column, String text, int scale, boolean round) {
    String allowed =
        round
            ? "as a plain decimal of at least 0"
            : "as a plain decimal above 0 with at most 8 decimals";
    long value = 0;
    int decimals = -1;
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c >= '0' && c <= '9') {
        digits = true;
        if (decimals >= scale) {
          if (!round && c != '0') {
            throw bad(COLUMNS[column], text, allowed);
          }
          // What follows the last digit kept rounds it, half up.
          if (decimals == scale && c >= '5') {
            value++;
          }
          decimals++;
          continue;
        }
        if (value > (Long.MAX_VALUE - 9) / 10) {
          throw bad(COLUMNS[column], text, "small enough for 64 bits of fixed point");
        }
        value = value * 10 + (c - '0');
        decimals = decimals < 0 ? -1 : decimals + 1;
      } else {
        throw bad(COLUMNS[column], text, allowed);
      }
    }
    if (!digits) {
      throw bad(COLUMNS[column], text, allowed);
    }
    for (int i = Math.max(0, decimals); i < scale; i++) {
      if (value > Long.MAX_VALUE / 10) {
        throw bad(COLUMNS[column], text, "small enough for 64 bits of fixed point");
      }
      value *= 10;
    }
    return value;
  }

  /** The next field of the row; every row has exactly six. */
  private String field(int column) {
    int start = position;
    while (position < text.length && text[position] != ',' && text[position] != '\n') {
      position++;
    }
    boolean comma = position < text.length && text[position] == ',';
    int end = position;
    position++;
    if (column == 5 && end > start && text[end - 1] == '\r') {
      end--;
    }
    String field = new String(text, start, end - start, StandardCharsets.UTF_8);
    if (comma && column == 5) {
      throw bad(COLUMNS[column], field, "as the last of 6 columns");
    }
    if (!comma && column < 5) {
      throw bad(COLUMNS[column + 1], "", "as one of 6 columns");
    }
    return field;
  }

  private String rest() {
    int start = position;
    while (position < text.length && text[position] != '\n') {
      position++;
    }
    String rest = new String(text, start, position - start, StandardCharsets.UTF_8);
    position++;
    return rest.strip();
  }

  /** The most common step. */
  private Interval interval() {
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 1; i < times.length; i++) {
      counts.merge(times[i] - times[i - 1], 1, Integer::sum);
    }
    long step =
        counts.entrySet().stream()
            .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(e -> -e.getKey()))
            .orElseThrow()
            .getKey();
    for (Interval interval : Interval.values()) {
      if (interval.millis() == step) {
        return interval;
      }
    }
    line = 0;
    throw bad("most common step", step + " ms", "of one of " + Arrays.toString(Interval.values()));
  }

  private void checkGrid(Interval interval) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] % interval.millis() != 0) {
        line = i + 2;
        throw bad(COLUMNS[0], "" + times[i], "as a multiple of the interval " + interval);
      }
    }
  }

  private static String plain(long fixed) {
    return BigDecimal.valueOf(fixed, 8).stripTrailingZeros().toPlainString();
  }

  private BadCandleFile bad(String field, String value, String expected) {
    return new BadCandleFile(file, line, field, value, expected);
  }
}
