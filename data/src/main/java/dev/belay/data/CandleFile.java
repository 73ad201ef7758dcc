package dev.belay.data;

import dev.belay.data.CandleSeries.Columns;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A strict reader of one file of candles: CSV, plain or gzip, one candle a line, ascending in time.
 * Whatever is doubtful is refused; only gaps are allowed, and counted.
 */
public final class CandleFile {
  static final String HEADER = "open_time_ms,open,high,low,close,volume";

  private static final String TIME = "open_time_ms";
  private static final String A_TIME =
      "a time in whole epoch milliseconds UTC, such as 1665792000000";
  private static final String A_PRICE =
      "a plain decimal above 0 with at most 8 decimals, such as 19176.93";
  private static final String A_VOLUME = "a plain decimal of at least 0, such as 531.977";
  private static final int PRICE_PLACES = 8;
  private static final int VOLUME_PLACES = 6;
  private static final int BYTES_A_ROW = 40;

  private final Path file;
  private final Row row;
  private Columns columns;
  private int size;
  private int priceDecimals;

  private CandleFile(Path file, byte[] bytes) {
    this.file = file;
    this.row = new Row(file, bytes);
    this.columns = new Columns(bytes.length / BYTES_A_ROW + 16);
  }

  /**
   * All candles of the file. The interval is the most common step between them.
   *
   * @throws CandleFileException if it cannot be read or anything in it is not as expected
   */
  public static CandleSeries read(Path file, Symbol symbol) {
    CandleFile reader = new CandleFile(file, bytes(file));
    reader.readRows();
    Columns columns = reader.columns.resized(reader.size);
    Interval interval = reader.interval(columns.openTime());
    reader.checkSteps(columns.openTime(), interval);
    return new CandleSeries(symbol, interval, reader.priceDecimals, columns);
  }

  private static byte[] bytes(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!file.toString().endsWith(".gz")) {
        return bytes;
      }
      try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return unzipped.readAllBytes();
      }
    } catch (IOException e) {
      String found = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new CandleFileException(
          file, 0, "file", found, "a readable file, in gzip format if its name ends in .gz", e);
    }
  }

  private void readRows() {
    String header = row.restOfLine();
    if (!header.equals(HEADER)) {
      throw new CandleFileException(file, 1, "header", header, HEADER);
    }
    while (!row.atEnd()) {
      if (size == columns.openTime().length) {
        columns = columns.resized(size * 2);
      }
      readRow();
      size++;
    }
    if (size < 2) {
      throw new CandleFileException(
          file, 0, "file", size + " candles", "at least 2, to know the interval");
    }
  }

  private void readRow() {
    long line = row.line();
    long time = row.number(TIME, 0, false, false, A_TIME);
    if (size > 0 && time <= columns.openTime()[size - 1]) {
      boolean same = time == columns.openTime()[size - 1];
      throw new CandleFileException(
          file,
          line,
          TIME,
          Long.toString(time),
          "a time after the line before, which has %d%s"
              .formatted(columns.openTime()[size - 1], same ? " too: a duplicate" : ": unsorted"));
    }
    long open = price("open");
    long high = price("high");
    long low = price("low");
    long close = price("close");
    check(line, "low", low, low <= Math.min(open, close), "at most open and close", open, close);
    check(
        line, "high", high, high >= Math.max(open, close), "at least open and close", open, close);
    columns.openTime()[size] = time;
    columns.open()[size] = open;
    columns.high()[size] = high;
    columns.low()[size] = low;
    columns.close()[size] = close;
    columns.volume()[size] = row.number("volume", VOLUME_PLACES, true, true, A_VOLUME);
  }

  private long price(String field) {
    long line = row.line();
    long price = row.number(field, PRICE_PLACES, false, false, A_PRICE);
    if (price == 0) {
      throw new CandleFileException(file, line, field, "0", A_PRICE);
    }
    priceDecimals = Math.max(priceDecimals, row.decimals());
    return price;
  }

  private void check(
      long line, String field, long value, boolean well, String rule, long open, long close) {
    if (!well) {
      throw new CandleFileException(
          file,
          line,
          field,
          Decimals.text(value),
          "%s, which are %s and %s".formatted(rule, Decimals.text(open), Decimals.text(close)));
    }
  }

  private Interval interval(long[] times) {
    Map<Long, Integer> counts = new TreeMap<>();
    for (int i = 1; i < times.length; i++) {
      counts.merge(times[i] - times[i - 1], 1, Integer::sum);
    }
    long step = 0;
    int most = 0;
    for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        step = entry.getKey();
        most = entry.getValue();
      }
    }
    for (Interval interval : Interval.values()) {
      if (interval.millis() == step) {
        return interval;
      }
    }
    throw new CandleFileException(
        file,
        0,
        "interval",
        step + " ms",
        "a most common step of 1m, 3m, 5m, 15m, 30m, 1h, 4h or 1d");
  }

  private void checkSteps(long[] times, Interval interval) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] % interval.millis() != 0) {
        throw new CandleFileException(
            file,
            i + 2L,
            TIME,
            Long.toString(times[i]),
            "a multiple of %s, the file's most common step; %s is not"
                .formatted(interval, Instant.ofEpochMilli(times[i])));
      }
    }
  }
}
