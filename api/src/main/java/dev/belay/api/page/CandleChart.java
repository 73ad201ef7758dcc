package dev.belay.api.page;

import dev.belay.domain.market.Candle;
import dev.belay.domain.money.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Candles with marks and lines as an SVG drawing, made here: it needs no script, prints, and its
 * titles are read out. Colours come from the style sheet.
 */
final class CandleChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 340;
  private static final int RIGHT = 100;
  private static final int BOTTOM = 26;
  private static final int TOP = 10;
  private static final int PRICE_LINES = 5;

  private final List<Candle> candles;
  private final Duration interval;
  private final List<Mark> marks;
  private final List<Line> lines;
  private final double low;
  private final double high;
  private final StringBuilder svg = new StringBuilder();

  /**
   * Something that happened at a price.
   *
   * @param tone entry or exit
   * @param text read out and shown on hover
   */
  record Mark(Instant at, Price price, String tone, String text) {}

  /**
   * A price that held for a while.
   *
   * @param tone stop, target or entry
   */
  record Line(Instant from, Instant to, Price price, String tone, String text) {}

  private CandleChart(List<Candle> candles, Duration interval, List<Mark> marks, List<Line> lines) {
    this.candles = candles;
    this.interval = interval;
    this.marks = marks;
    this.lines = lines;
    double least = Double.MAX_VALUE;
    double most = 0;
    for (double price : prices()) {
      least = Math.min(least, price);
      most = Math.max(most, price);
    }
    double margin = Math.max((most - least) * 0.06, most * 1e-5);
    this.low = least - margin;
    this.high = most + margin;
  }

  /** The drawing; null without candles. */
  static @Nullable String of(
      String title, List<Candle> candles, Duration interval, List<Mark> marks, List<Line> lines) {
    return candles.isEmpty() ? null : new CandleChart(candles, interval, marks, lines).draw(title);
  }

  private List<Double> prices() {
    List<Double> prices = new ArrayList<>();
    for (Candle candle : candles) {
      prices.add(candle.low().value().doubleValue());
      prices.add(candle.high().value().doubleValue());
    }
    marks.forEach(mark -> prices.add(mark.price().value().doubleValue()));
    lines.forEach(line -> prices.add(line.price().value().doubleValue()));
    return prices;
  }

  private String draw(String title) {
    put(
        "<svg class=\"candles\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH, HEIGHT, escaped(title));
    grid();
    for (Candle candle : candles) {
      candle(candle);
    }
    for (Line line : lines) {
      line(line);
    }
    for (Mark mark : marks) {
      mark(mark);
    }
    return svg.append("</svg>").toString();
  }

  private void grid() {
    for (int i = 0; i <= PRICE_LINES; i++) {
      double price = low + (high - low) * i / PRICE_LINES;
      put(
          "<line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          WIDTH - RIGHT, y(price), y(price));
      put(
          "<text class=\"axis\" x=\"%d\" y=\"%.1f\">%s</text>",
          WIDTH - RIGHT + 6, y(price) + 4, label(price));
    }
    boolean days = span().compareTo(Duration.ofDays(2)) > 0;
    int every = Math.max(1, candles.size() / 5);
    for (int i = every / 2; i < candles.size(); i += every) {
      Instant at = candles.get(i).openTime();
      String text = days ? at.toString().substring(5, 10) : at.toString().substring(11, 16);
      put(
          "<text class=\"axis\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
          x(at.plus(interval.dividedBy(2))), HEIGHT - 8, text);
    }
  }

  private void candle(Candle candle) {
    boolean up = !candle.close().isBelow(candle.open());
    double middle = x(candle.openTime().plus(interval.dividedBy(2)));
    double width = Math.max(1, x(candle.openTime().plus(interval)) - x(candle.openTime()));
    double top = y(Math.max(number(candle.open()), number(candle.close())));
    double bottom = y(Math.min(number(candle.open()), number(candle.close())));
    put(
        "<g class=\"%s\"><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
        up ? "up" : "down", middle, middle, y(number(candle.high())), y(number(candle.low())));
    put(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/></g>",
        middle - width * 0.35, top, width * 0.7, Math.max(1, bottom - top));
  }

  private void line(Line line) {
    double height = y(number(line.price()));
    put(
        "<line class=\"level %s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"><title>%s</title></line>",
        line.tone(), x(line.from()), x(line.to()), height, height, escaped(line.text()));
    put(
        "<g class=\"tag %s\"><rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"17\" rx=\"3\"/>",
        line.tone(), WIDTH - RIGHT + 3, height - 8.5, RIGHT - 4);
    put(
        "<text x=\"%d\" y=\"%.1f\">%s</text></g>",
        WIDTH - RIGHT + 7, height + 4, escaped(line.text()));
  }

  private void mark(Mark mark) {
    double x = x(mark.at());
    double y = y(number(mark.price()));
    put(
        "<g class=\"mark %s\"><title>%s</title><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
        mark.tone(), escaped(mark.text()), x, x, TOP, HEIGHT - BOTTOM);
    put("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\"/></g>", x, y);
  }

  private Instant begin() {
    return candles.getFirst().openTime();
  }

  private Duration span() {
    return Duration.between(begin(), candles.getLast().openTime().plus(interval));
  }

  private double x(Instant at) {
    double part = (double) Duration.between(begin(), at).toMillis() / span().toMillis();
    return Math.clamp(part, 0, 1) * (WIDTH - RIGHT);
  }

  private double y(double price) {
    return TOP + (HEIGHT - BOTTOM - TOP) * (high - price) / (high - low);
  }

  private static double number(Price price) {
    return price.value().doubleValue();
  }

  private String label(double price) {
    int decimals = high - low > 50 ? 0 : high - low > 0.5 ? 2 : 4;
    return String.format(Locale.ENGLISH, "%,." + decimals + "f", price);
  }

  private void put(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
