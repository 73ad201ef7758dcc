package dev.belay.data;

import dev.belay.domain.market.Symbol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The funding rates of one perpetual contract, as they were settled: {@code SYMBOL_funding.csv} or
 * {@code SYMBOL_funding.csv.gz} with the columns {@code funding_time_ms,funding_rate}.
 */
public final class FundingFile {
  private static final String HEADER = "funding_time_ms,funding_rate";
  private static final int SCALE = 8;

  private FundingFile() {}

  /**
   * @param times epoch milliseconds, ascending
   * @param rates fractions in units of 1e-8; longs pay a positive one
   */
  public record Rates(long[] times, long[] rates) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Rates that
          && Arrays.equals(times, that.times)
          && Arrays.equals(rates, that.rates);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(times) + Arrays.hashCode(rates);
    }

    @Override
    public String toString() {
      return times.length + " rates";
    }
  }

  /**
   * Reads those of a symbol.
   *
   * @throws CandlesRefused if the folder has none of it
   * @throws BadCandleFile if a row can't be right
   * @throws UncheckedIOException if the file can't be read
   */
  public static Rates read(Path folder, Symbol symbol) {
    for (String end : new String[] {"_funding.csv.gz", "_funding.csv"}) {
      Path file = folder.resolve(symbol.value() + end);
      if (Files.isRegularFile(file)) {
        return read(file);
      }
    }
    throw new CandlesRefused(
        "Expected funding rates of %s in %s, as %s_funding.csv or %s_funding.csv.gz, but there is no such file; leave out the symbol, or bring its rates."
            .formatted(symbol, folder, symbol, symbol));
  }

  /**
   * Reads one file, whatever its name.
   *
   * @throws BadCandleFile if a row can't be right
   * @throws UncheckedIOException if the file can't be read
   */
  public static Rates read(Path file) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String header = String.valueOf(lines.readLine());
      if (!header.equals(HEADER)) {
        throw new BadCandleFile(file, 1, "header", header, HEADER);
      }
      long[] times = new long[1024];
      long[] rates = new long[1024];
      int size = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int number = size + 2;
        if (size == times.length) {
          times = Arrays.copyOf(times, size * 2);
          rates = Arrays.copyOf(rates, size * 2);
        }
        String[] fields = line.split(",", -1);
        if (fields.length != 2) {
          throw new BadCandleFile(file, number, "line", line, "with a time and a rate");
        }
        times[size] = time(file, number, fields[0], size == 0 ? 0 : times[size - 1]);
        rates[size] = rate(file, number, fields[1]);
        size++;
      }
      return new Rates(Arrays.copyOf(times, size), Arrays.copyOf(rates, size));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to read %s, but %s; is it whole?".formatted(file, e), e);
    }
  }

  /**
   * Writes a file as a whole: a reader sees it before or after, never half of it.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public static void write(Path file, Rates rates) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < rates.times().length; i++) {
      text.append(rates.times()[i])
          .append(',')
          .append(BigDecimal.valueOf(rates.rates()[i], SCALE).toPlainString())
          .append('\n');
    }
    WholeFile.write(file, text);
  }

  private static long time(Path file, int line, String text, long before) {
    try {
      long time = Long.parseLong(text);
      if (time > before) {
        return time;
      }
    } catch (NumberFormatException e) {
      // Told below, as one that is too early.
    }
    throw new BadCandleFile(
        file, line, "funding_time_ms", text, "of epoch milliseconds after " + before);
  }

  private static long rate(Path file, int line, String text) {
    try {
      BigDecimal rate = new BigDecimal(text);
      if (rate.abs().compareTo(BigDecimal.ONE) < 0) {
        return rate.movePointRight(SCALE).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Told below, as one that is too large.
    }
    throw new BadCandleFile(
        file, line, "funding_rate", text, "between -1 and 1 with 8 decimals at most");
  }
}
