package dev.belay.api.page;

import dev.belay.api.portfolio.CurvesView.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A curve small enough to stand in a row: the points of an SVG polyline of 100 by 24. */
final class Sparkline {
  private static final int MOST = 60;

  private Sparkline() {}

  /** Empty with fewer than two points. */
  static String points(List<Point> curve) {
    if (curve.size() < 2) {
      return "";
    }
    int every = Math.ceilDiv(curve.size(), MOST);
    int last = curve.size() - 1;
    List<Point> shown =
        IntStream.rangeClosed(0, last)
            .filter(i -> (last - i) % every == 0)
            .mapToObj(curve::get)
            .toList();
    double low = shown.stream().mapToDouble(Point::pct).min().orElse(0);
    double high = shown.stream().mapToDouble(Point::pct).max().orElse(0);
    double range = high - low < 1e-9 ? 1 : high - low;
    return IntStream.range(0, shown.size())
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "%.1f,%.1f",
                    100.0 * i / Math.max(1, shown.size() - 1),
                    22 - 20 * (shown.get(i).pct() - low) / range))
        .collect(Collectors.joining(" "));
  }
}
