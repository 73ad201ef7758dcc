package dev.belay.api.page;

import dev.belay.api.research.CurvePoint;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Returns of several runs over time as an SVG drawing, made here: it needs no script, prints, and
 * its titles are read out. Colours come from the style sheet.
 */
final class ReturnsChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 300;
  private static final int RIGHT = 70;
  private static final int BOTTOM = 26;
  private static final int TOP = 10;
  private static final int LINES = 5;
  private static final int DATES = 5;

  private final List<Line> lines;
  private final long from;
  private final long to;
  private final double low;
  private final double high;
  private final StringBuilder svg = new StringBuilder();

  /**
   * @param number its colour everywhere, from 0
   * @param points at least one, in order of time
   */
  record Line(String name, int number, List<CurvePoint> points) {
    double percent(int i) {
      double first = points.getFirst().equity().value().doubleValue();
      return (points.get(i).equity().value().doubleValue() / first - 1) * 100;
    }
  }

  private ReturnsChart(List<Line> lines) {
    this.lines = lines;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    double least = 0;
    double most = 0;
    for (Line line : lines) {
      first = Math.min(first, line.points().getFirst().asOf().toEpochMilli());
      last = Math.max(last, line.points().getLast().asOf().toEpochMilli());
      for (int i = 0; i < line.points().size(); i++) {
        least = Math.min(least, line.percent(i));
        most = Math.max(most, line.percent(i));
      }
    }
    this.from = first;
    this.to = Math.max(last, first + 1);
    double margin = Math.max((most - least) * 0.05, 0.01);
    this.low = least - margin;
    this.high = most + margin;
  }

  /** The drawing; null without a curve. */
  static @Nullable String of(List<Line> lines) {
    List<Line> drawn = lines.stream().filter(line -> !line.points().isEmpty()).toList();
    return drawn.isEmpty() ? null : new ReturnsChart(drawn).draw();
  }

  private String draw() {
    StringBuilder title = new StringBuilder("Returns over time:");
    for (Line line : lines) {
      title.append(" %s %+.2f %%;".formatted(line.name(), line.percent(line.points().size() - 1)));
    }
    put(
        "<svg class=\"candles returns\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH, HEIGHT, CandleChart.escaped(title.toString()));
    grid();
    for (Line line : lines) {
      put("<polyline class=\"c%d\" points=\"", line.number() & 7);
      for (int i = 0; i < line.points().size(); i++) {
        put("%.1f,%.1f ", x(line.points().get(i).asOf().toEpochMilli()), y(line.percent(i)));
      }
      put("\"><title>%s</title></polyline>", CandleChart.escaped(line.name()));
    }
    return svg.append("</svg>").toString();
  }

  private void grid() {
    for (int i = 0; i <= LINES; i++) {
      double percent = low + (high - low) * i / LINES;
      level("grid", percent);
      put(
          "<text class=\"axis\" x=\"%d\" y=\"%.1f\">%s</text>",
          WIDTH - RIGHT + 6, y(percent) + 4, label(percent));
    }
    level("zero", 0);
    for (int i = 0; i < DATES; i++) {
      long at = from + (to - from) * (2L * i + 1) / (2L * DATES);
      put(
          "<text class=\"axis\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
          x(at), HEIGHT - 8, Instant.ofEpochMilli(at).toString().substring(0, 10));
    }
  }

  private void level(String style, double percent) {
    put(
        "<line class=\"%s\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
        style, WIDTH - RIGHT, y(percent), y(percent));
  }

  private String label(double percent) {
    int decimals = high - low > 20 ? 0 : high - low > 2 ? 1 : 2;
    return String.format(Locale.ENGLISH, "%,." + decimals + "f %%", percent)
        .replaceFirst("^-(0[.0]* %)", "$1")
        .replace('-', '−');
  }

  private double x(long at) {
    return (double) (at - from) / (to - from) * (WIDTH - RIGHT);
  }

  private double y(double percent) {
    return TOP + (HEIGHT - BOTTOM - TOP) * (high - percent) / (high - low);
  }

  private void put(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values));
  }
}
