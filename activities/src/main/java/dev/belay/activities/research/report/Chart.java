package dev.belay.activities.research.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart over time as SVG, with grid, axes and a legend; more points than pixels are thinned. */
final class Chart {
  private static final int WIDTH = 960;
  private static final int LEFT = 74;
  private static final int RIGHT = 12;
  private static final int TOP = 10;
  private static final int BOTTOM = 24;
  private static final int BUCKETS = 700;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String title;
  private final int height;
  private final String unit;
  private final List<Series> series = new ArrayList<>();
  private final List<Marks> marks = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();

  /**
   * @param title for those who don't see it
   * @param unit behind the numbers of the axis
   */
  Chart(String title, int height, String unit) {
    this.title = title;
    this.height = height;
    this.unit = unit;
  }

  /**
   * @param style of the line, a class of the sheet
   * @param area whether it is filled to zero
   */
  private record Series(String name, String style, long[] times, double[] values, boolean area) {}

  private record Marks(String name, String style, long[] times, double[] values) {}

  Chart line(String name, String style, long[] times, double[] values) {
    series.add(new Series(name, style, times, values, false));
    return this;
  }

  Chart area(String name, String style, long[] times, double[] values) {
    series.add(new Series(name, style, times, values, true));
    return this;
  }

  Chart marks(String name, String style, long[] times, double[] values) {
    marks.add(new Marks(name, style, times, values));
    return this;
  }

  /** A line from top to bottom. */
  Chart at(long time) {
    lines.add(time);
    return this;
  }

  String svg() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series each : series) {
      for (int i = 0; i < each.times().length; i++) {
        if (Double.isFinite(each.values()[i])) {
          first = Math.min(first, each.times()[i]);
          last = Math.max(last, each.times()[i]);
          low = Math.min(low, each.values()[i]);
          high = Math.max(high, each.values()[i]);
        }
      }
      if (each.area()) {
        low = Math.min(low, 0);
        high = Math.max(high, 0);
      }
    }
    if (first >= last) {
      return "<p class=none>Too little to draw.</p>";
    }
    if (high - low < 1e-9) {
      high = low + 1;
    }
    return drawn(new Scale(first, last, low, high));
  }

  private final class Scale {
    private final long first;
    private final long last;
    private final double low;
    private final double high;

    Scale(long first, long last, double low, double high) {
      this.first = first;
      this.last = last;
      this.low = low;
      this.high = high;
    }

    double x(long time) {
      return LEFT + (double) (time - first) / (last - first) * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
      return TOP + (high - value) / (high - low) * (height - TOP - BOTTOM);
    }
  }

  private String drawn(Scale scale) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=img aria-label=\"%s\">"
            .formatted(WIDTH, height, Html.escaped(title)));
    grid(svg, scale);
    for (long time : lines) {
      svg.append(at("<path class=fold d=\"M%.1f %dV%d\"/>", scale.x(time), TOP, height - BOTTOM));
    }
    for (Series each : series) {
      line(svg, scale, each);
    }
    for (Marks each : marks) {
      svg.append("<path class=\"%s\" d=\"".formatted(each.style()));
      for (int i = 0; i < each.times().length; i++) {
        svg.append(at("M%.1f %.1fh0", scale.x(each.times()[i]), scale.y(each.values()[i])));
      }
      svg.append("\"/>");
    }
    svg.append("</svg>").append(legend());
    return svg.toString();
  }

  private void grid(StringBuilder svg, Scale scale) {
    double step = step((scale.high - scale.low) / 4);
    int decimals = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
    for (double value = Math.ceil(scale.low / step) * step;
        value <= scale.high + step * 1e-9;
        value += step) {
      double y = scale.y(value);
      svg.append(at("<path class=grid d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT));
      svg.append(
          at("<text class=y x=%d y=%.1f>", LEFT - 6, y + 4)
              + Html.plain(Math.abs(value) < step * 1e-9 ? 0 : value, decimals)
              + unit
              + "</text>");
    }
    for (int i = 0; i <= 5; i++) {
      long time = scale.first + (scale.last - scale.first) * i / 5;
      String anchor = i == 0 ? "start" : i == 5 ? "end" : "middle";
      svg.append(
          at("<text class=x text-anchor=%s x=%.1f y=%d>", anchor, scale.x(time), height - 6)
              + DAY.format(Instant.ofEpochMilli(time))
              + "</text>");
    }
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double of = rough / power;
    return power * (of <= 1 ? 1 : of <= 2 ? 2 : of <= 5 ? 5 : 10);
  }

  /** Of each bucket of time the first, lowest, highest and last point. */
  private static void line(StringBuilder svg, Scale scale, Series each) {
    svg.append("<path class=\"%s%s\" d=\"".formatted(each.style(), each.area() ? " area" : ""));
    int size = each.times().length;
    int width = Math.max(1, size / BUCKETS);
    boolean begun = false;
    for (int from = 0; from < size; from += width) {
      int to = Math.min(size, from + width);
      int lowest = from;
      int highest = from;
      for (int i = from; i < to; i++) {
        lowest = each.values()[i] < each.values()[lowest] ? i : lowest;
        highest = each.values()[i] > each.values()[highest] ? i : highest;
      }
      int[] shown = {from, Math.min(lowest, highest), Math.max(lowest, highest), to - 1};
      int before = -1;
      for (int i : shown) {
        if (i != before && Double.isFinite(each.values()[i])) {
          double x = scale.x(each.times()[i]);
          if (!begun && each.area()) {
            svg.append(at("M%.1f %.1f", x, scale.y(0)));
          }
          svg.append(
              at(begun || each.area() ? "L%.1f %.1f" : "M%.1f %.1f", x, scale.y(each.values()[i])));
          begun = true;
          before = i;
        }
      }
    }
    if (begun && each.area()) {
      svg.append(at("L%.1f %.1fZ", scale.x(each.times()[size - 1]), scale.y(0)));
    }
    svg.append("\"/>");
  }

  private String legend() {
    if (series.size() + marks.size() < 2) {
      return "";
    }
    StringBuilder legend = new StringBuilder("<p class=legend>");
    series.forEach(s -> legend.append(key(s.style(), s.name())));
    marks.forEach(m -> legend.append(key(m.style(), m.name())));
    return legend.append("</p>").toString();
  }

  private static String key(String style, String name) {
    return "<span><svg viewBox=\"0 0 16 8\" aria-hidden=true><path class=\"%s\" d=\"M2 4h12\"/></svg>%s</span>"
        .formatted(style, Html.escaped(name));
  }

  private static String at(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
