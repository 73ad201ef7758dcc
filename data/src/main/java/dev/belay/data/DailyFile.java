package dev.belay.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One number a day, such as Fear and Greed: CSV, gzipped or not, with a header; the first column is
 * the date, the second the value, others are passed over. The date is the day that the number is
 * about, so it is taken as known when that day is over.
 */
public final class DailyFile {
  private final NavigableMap<LocalDate, Double> values;

  private DailyFile(NavigableMap<LocalDate, Double> values) {
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @throws BadCandleFile if a row can't be right
   * @throws UncheckedIOException if the file can't be read
   */
  public static DailyFile read(Path file) {
    NavigableMap<LocalDate, Double> values = new TreeMap<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String header = String.valueOf(lines.readLine());
      if (!header.startsWith("date")) {
        throw new BadCandleFile(file, 1, "header", header, "that begins with date");
      }
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        add(values, file, number, line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to read %s, but %s; is it whole?".formatted(file, e), e);
    }
    return new DailyFile(values);
  }

  /**
   * Writes a file as a whole.
   *
   * @param values by the day they are about
   * @throws UncheckedIOException if it can't be written
   */
  public static void write(Path file, SortedMap<LocalDate, Double> values) {
    StringBuilder text = new StringBuilder("date,value\n");
    values.forEach((day, value) -> text.append(day).append(',').append(value).append('\n'));
    WholeFile.write(file, text);
  }

  /** All there are, by the day they are about. */
  public SortedMap<LocalDate, Double> values() {
    return Collections.unmodifiableSortedMap(values);
  }

  private static void add(
      NavigableMap<LocalDate, Double> values, Path file, int number, String line) {
    String[] fields = line.split(",", -1);
    try {
      if (fields.length > 1) {
        LocalDate day = LocalDate.parse(fields[0]);
        double value = Double.parseDouble(fields[1]);
        if (Double.isFinite(value) && (values.isEmpty() || day.isAfter(values.lastKey()))) {
          values.put(day, value);
          return;
        }
      }
    } catch (DateTimeException | NumberFormatException e) {
      // Told below, as any other line that can't be right.
    }
    throw new BadCandleFile(
        file, number, "line", line, "with a date after the one before, and a number");
  }

  /**
   * The last value that is known on a day.
   *
   * @param oldest how many days before it may be of; at least 1
   * @return null where there is none
   */
  public @Nullable Double knownOn(LocalDate day, int oldest) {
    Map.Entry<LocalDate, Double> last = values.lowerEntry(day);
    return last == null || last.getKey().isBefore(day.minusDays(oldest)) ? null : last.getValue();
  }
}
