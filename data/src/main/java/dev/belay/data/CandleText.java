package dev.belay.data;

import java.io.Closeable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candles of one file as its lines tell them, each checked by itself: whether they are in order
 * is for the reader to say.
 */
abstract sealed class CandleText implements Closeable permits CsvText, JsonText {
  static final List<String> COLUMNS =
      List.of("open_time_ms", "open", "high", "low", "close", "volume");

  /** Decimals of a price and of a volume in fixed point. */
  static final int PRICE_SCALE = 8;

  static final int VOLUME_SCALE = 6;

  // 2000-01-01 to 2100-01-01: seconds or microseconds taken for milliseconds fall outside.
  static final long MIN_TIME = 946_684_800_000L;
  static final long MAX_TIME = 4_102_444_800_000L;

  final Path file;
  final Lines lines;

  // The candle of the line that was read last.
  long time;
  long open;
  long high;
  long low;
  long close;
  long volume;

  /** The most decimals of any price so far. */
  int priceDecimals;

  private final String[] fields = new String[COLUMNS.size()];

  CandleText(Path file) {
    this.file = file;
    this.lines = new Lines(file);
  }

  /**
   * CSV or JSON lines, as the name ends.
   *
   * @throws BadCandleFile if the file's head is not as it must be
   */
  static CandleText open(Path file) {
    return isJson(file) ? new JsonText(file) : CsvText.of(file);
  }

  static boolean isJson(Path file) {
    String name = file.toString();
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
  }

  /**
   * Reads the next line.
   *
   * @return whether there was one
   * @throws BadCandleFile if it is no candle; the next call goes on behind it
   */
  final boolean next() {
    if (!lines.more()) {
      return false;
    }
    int end = fast();
    if (end >= 0) {
      lines.take(end);
      return true;
    }
    int from = lines.position();
    int to = lines.end();
    lines.take(to);
    split(from, to, fields);
    convert();
    return true;
  }

  /** The line that was read last, from 1. */
  final int line() {
    return lines.number();
  }

  /**
   * Reads the line at once if everything in it is plain and right.
   *
   * @return where its line feed is; −1 if it is to be read with care
   */
  abstract int fast();

  /** Takes a line apart. */
  abstract void split(int from, int to, String[] into);

  private void convert() {
    time = time(fields[0]);
    open = price(1, fields[1]);
    high = price(2, fields[2]);
    low = price(3, fields[3]);
    close = price(4, fields[4]);
    volume = decimal(5, fields[5], VOLUME_SCALE, true);
    if (high < low || high < open || high < close) {
      throw bad("high", plain(high), "at least open, low and close");
    }
    if (low > open || low > close) {
      throw bad("low", plain(low), "at most open and close");
    }
  }

  private long time(String text) {
    long read;
    try {
      read = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw bad(COLUMNS.getFirst(), text, "as epoch milliseconds", e);
    }
    if (read < MIN_TIME || read >= MAX_TIME) {
      throw bad(COLUMNS.getFirst(), text, "in epoch milliseconds from 2000 to 2100");
    }
    return read;
  }

  private long price(int column, String text) {
    long price = decimal(column, text, PRICE_SCALE, false);
    if (price <= 0) {
      throw bad(COLUMNS.get(column), text, "above 0");
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
            throw bad(COLUMNS.get(column), text, allowed);
          }
          // What follows the last digit kept rounds it, half up.
          if (decimals == scale && c >= '5') {
            value++;
          }
          decimals++;
          continue;
        }
        if (value > (Long.MAX_VALUE - 9) / 10) {
          throw bad(COLUMNS.get(column), text, "small enough for 64 bits of fixed point");
        }
        value = value * 10 + (c - '0');
        decimals = decimals < 0 ? -1 : decimals + 1;
      } else {
        throw bad(COLUMNS.get(column), text, allowed);
      }
    }
    if (!digits) {
      throw bad(COLUMNS.get(column), text, allowed);
    }
    for (int i = Math.max(0, decimals); i < scale; i++) {
      if (value > Long.MAX_VALUE / 10) {
        throw bad(COLUMNS.get(column), text, "small enough for 64 bits of fixed point");
      }
      value *= 10;
    }
    return value;
  }

  /** A price as it is written. */
  static String plain(long price) {
    return plain(price, PRICE_SCALE);
  }

  static String plain(long fixed, int scale) {
    BigDecimal value = BigDecimal.valueOf(fixed, scale).stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }

  final BadCandleFile bad(String field, String value, String expected) {
    return bad(field, value, expected, null);
  }

  final BadCandleFile bad(String field, String value, String expected, @Nullable Throwable cause) {
    return new BadCandleFile(file, line(), field, value, expected, cause);
  }

  @Override
  public final void close() {
    lines.close();
  }
}
