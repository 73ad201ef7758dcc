package dev.belay.api.page;

import dev.belay.api.amplifier.AmplifierView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The momentum of bitcoin over time as an SVG drawing, with the bands it moves through. Colours
 * come from the style sheet.
 */
final class MomentumChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 190;
  private static final int RIGHT = 70;
  private static final int TOP = 8;
  private static final int BOTTOM = 24;
  private static final int TIMES = 5;

  private MomentumChart() {}

  /**
   * The drawing; null with fewer than two points.
   *
   * @param known oldest first
   * @param levels named values from 0 to 100, such as where a band begins
   */
  static @Nullable String of(List<AmplifierView.Point> known, List<Level> levels) {
    if (known.size() < 2) {
      return null;
    }
    long from = known.getFirst().asOf().toEpochMilli();
    long to = known.getLast().asOf().toEpochMilli();
    StringBuilder svg = new StringBuilder();
    put(
        svg,
        "<svg class=\"candles returns\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Momentum of bitcoin, 0 to 100, last %s\">",
        WIDTH,
        HEIGHT,
        known.getLast().momentum());
    for (Level level : levels) {
      put(
          svg,
          "<line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text class=\"axis\" x=\"%d\" y=\"%.1f\">%s</text>",
          WIDTH - RIGHT,
          y(level.value()),
          y(level.value()),
          WIDTH - RIGHT + 6,
          y(level.value()) + 4,
          CandleChart.escaped(level.name()));
    }
    put(svg, "<polyline class=\"c0\" points=\"");
    for (AmplifierView.Point point : known) {
      put(
          svg,
          "%.1f,%.1f ",
          x(point.asOf().toEpochMilli(), from, to),
          y(point.momentum().doubleValue()));
    }
    put(svg, "\"/>");
    for (int i = 0; i < TIMES; i++) {
      long at = from + (to - from) * (2L * i + 1) / (2L * TIMES);
      put(
          svg,
          "<text class=\"axis\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
          x(at, from, to),
          HEIGHT - 6,
          Instant.ofEpochMilli(at).toString().substring(11, 16));
    }
    return svg.append("</svg>").toString();
  }

  /** A value that has a name. */
  record Level(String name, double value) {}

  /** Where the momentum stands, as a bar with its bands. */
  static String gauge(AmplifierView.Cycle cycle, List<Level> levels) {
    BigDecimal momentum = cycle.momentum();
    StringBuilder svg = new StringBuilder();
    put(
        svg,
        "<svg class=\"gauge\" viewBox=\"0 0 100 14\" preserveAspectRatio=\"none\" role=\"meter\" aria-valuemin=\"0\" aria-valuemax=\"100\" aria-valuenow=\"%s\" aria-label=\"Momentum of bitcoin\">",
        momentum == null ? "" : momentum);
    put(svg, "<rect class=\"rest\" width=\"100\" height=\"14\"/>");
    if (momentum != null) {
      put(svg, "<rect class=\"done\" width=\"%.1f\" height=\"14\"/>", momentum);
    }
    for (Level level : levels) {
      put(svg, "<rect class=\"mark\" x=\"%.1f\" width=\".4\" height=\"14\"/>", level.value());
    }
    return svg.append("</svg>").toString();
  }

  private static double x(long at, long from, long to) {
    return (double) (at - from) / Math.max(1, to - from) * (WIDTH - RIGHT);
  }

  private static double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (100 - value) / 100;
  }

  private static void put(StringBuilder svg, String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values));
  }
}
