package dev.belay.engine.search;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values to try of one parameter.
 *
 * @param values in the order in which they are tried; at least one
 */
public record Axis(String name, List<Double> values) {
  /** More than anybody means. */
  private static final int MOST = 1_000_000;

  private static final String NUMBER = "-?\\d+(?:\\.\\d+)?";
  private static final Pattern RANGE =
      Pattern.compile("(%1$s)\\.\\.(%1$s)(?:\\.\\.(%1$s))?".formatted(NUMBER));
  private static final Pattern LIST = Pattern.compile("%1$s(?:,%1$s)*".formatted(NUMBER));

  public Axis {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a value of %s at least, was none".formatted(name));
    }
  }

  /**
   * As on the command line: {@code fast=2..51}, {@code fast=2..50..4} (in steps of 4) or {@code
   * fast=5,10,20}.
   *
   * @throws IllegalArgumentException if it is neither, or empty
   */
  public static Axis of(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : text.substring(0, equals);
    String range = text.substring(equals + 1);
    Matcher matcher = RANGE.matcher(range);
    if (!name.isEmpty() && matcher.matches()) {
      double from = Double.parseDouble(matcher.group(1));
      double to = Double.parseDouble(matcher.group(2));
      double step = matcher.group(3) == null ? 1 : Double.parseDouble(matcher.group(3));
      return new Axis(name, range(text, from, to, step));
    }
    if (!name.isEmpty() && LIST.matcher(range).matches()) {
      return new Axis(name, Arrays.stream(range.split(",")).map(Double::valueOf).toList());
    }
    throw new IllegalArgumentException(
        "Expected NAME=FROM..TO, NAME=FROM..TO..STEP or NAME=A,B,C, was \"%s\"".formatted(text));
  }

  private static List<Double> range(String text, double from, double to, double step) {
    double count = Math.floor((to - from) / step + 1e-9) + 1;
    if (!(step > 0) || count < 1) {
      throw new IllegalArgumentException(
          "Expected a range with a value at least, and a step above 0, was \"%s\"".formatted(text));
    }
    if (count > MOST) {
      throw new IllegalArgumentException(
          "Expected at most %,d values, was \"%s\" with %,.0f".formatted(MOST, text, count));
    }
    Double[] values = new Double[(int) count];
    for (int i = 0; i < values.length; i++) {
      // Not by adding up, which would drift.
      values[i] = Math.rint((from + i * step) * 1e9) / 1e9;
    }
    return List.of(values);
  }
}
