package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.api.cache.Refreshed;
import dev.belay.api.portfolio.CurvesView.Point;
import dev.belay.api.portfolio.CurvesView.Series;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.CurvePoint;
import dev.belay.ledger.read.EquityPoint;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Curves of every range, at most three seconds old. */
@Singleton
public final class CurveBoard {
  private static final Symbol HELD = Symbol.of("BTCUSDT");
  private static final Duration GRID = Duration.ofMinutes(5);
  private static final int POINTS = 240;
  private static final int MOST_CANDLES = 1000;

  private final HistoryBook history;
  private final MarketData market;
  private final CapitalBoard capital;
  private final BuyAndHold bitcoin;
  private final String portfolio;
  private final Map<CurveRange, Refreshed<CurvesView>> boards = new EnumMap<>(CurveRange.class);

  CurveBoard(
      HistoryBook history,
      MarketData market,
      CapitalBoard capital,
      BuyAndHold bitcoin,
      ApiSettings settings) {
    this.history = history;
    this.market = market;
    this.capital = capital;
    this.bitcoin = bitcoin;
    this.portfolio = settings.portfolio();
    for (CurveRange range : CurveRange.values()) {
      boards.put(
          range,
          new Refreshed<>(
              Duration.ofSeconds(3),
              Duration.ofMillis(150),
              CurvesView.none(range),
              last -> read(range)));
    }
  }

  public CurvesView now(CurveRange range) {
    Refreshed<CurvesView> board = boards.get(range);
    return board == null ? CurvesView.none(range) : board.get();
  }

  private CurvesView read(CurveRange range) {
    return history
        .markSpan()
        .map(span -> read(range, span.first(), span.last()))
        .orElseGet(() -> CurvesView.none(range));
  }

  private CurvesView read(CurveRange range, Instant first, Instant last) {
    Duration wanted = range.span() == null ? Duration.between(first, last) : range.span();
    Instant earliest = last.minus(wanted);
    Instant start = earliest.isBefore(first) ? first : earliest;
    long grids = Math.max(1, Duration.between(start, last).dividedBy(GRID));
    Duration step = GRID.multipliedBy(Math.max(1, Math.ceilDiv(grids, POINTS)));
    // Counted back from the end, so that the newest mark is always a point.
    long steps = Duration.between(start, last).dividedBy(step);
    Instant from = last.minus(step.multipliedBy(steps));
    Instant begun = begun(from, first, step);
    Map<String, List<CurvePoint>> marks = new TreeMap<>();
    for (CurvePoint point : history.curves(from, last, step)) {
      marks.computeIfAbsent(point.subject(), subject -> new ArrayList<>()).add(point);
    }
    List<Series> series = new ArrayList<>();
    names()
        .forEach(
            (subject, name) -> {
              boolean fund = subject.equals(portfolio);
              String id = fund ? "fund" : subject.substring(portfolio.length() + 1);
              series.add(
                  new Series(
                      id,
                      name,
                      fund ? "fund" : "agent",
                      returns(marks.getOrDefault(subject, List.of()), from, begun)));
            });
    series.add(1, new Series("hold", "Buy and hold BTC", "hold", held(from, last, step, begun)));
    return new CurvesView(
        range.code(), begun == null ? from : begun, last, step.toSeconds(), List.copyOf(series));
  }

  /**
   * When the fund began, where the curve shows its whole life: the first mark comes minutes later,
   * and what happened until then is a part of every return. Null where the curve begins later.
   */
  private @Nullable Instant begun(Instant from, Instant first, Duration step) {
    Instant started = capital.now().calendar().started();
    boolean whole = Duration.between(first, from).compareTo(step) < 0;
    boolean known = started.isAfter(Instant.EPOCH) && started.isBefore(from);
    return whole && known ? started : null;
  }

  private Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(portfolio, "Fund");
    for (var agent : history.agents()) {
      AgentSpec spec = agent.spec();
      names.put(PortfolioSpec.account(portfolio, spec.id()), spec.name());
    }
    return names;
  }

  /** Chained from point to point, so that capital moved in between is neither gain nor loss. */
  private static List<Point> returns(
      List<CurvePoint> marks, Instant from, @Nullable Instant begun) {
    List<Point> points = new ArrayList<>();
    double index = 1;
    EquityPoint before = null;
    if (begun != null && !marks.isEmpty() && marks.getFirst().asOf().equals(from)) {
      Usdt put = marks.getFirst().mark().transfers();
      before = new EquityPoint(begun, put, Usdt.ZERO, put);
      points.add(new Point(begun, 0, put));
    }
    for (CurvePoint point : marks) {
      EquityPoint mark = point.mark();
      if (before != null) {
        double base = before.equity().value().doubleValue();
        Usdt moved = mark.transfers().minus(before.transfers());
        double now = mark.equity().minus(moved).value().doubleValue();
        index = base > 0 ? index * now / base : index;
      }
      points.add(new Point(point.asOf(), percent(index), mark.equity()));
      before = mark;
    }
    return points;
  }

  private List<Point> held(Instant from, Instant to, Duration step, @Nullable Instant begun) {
    Interval interval = interval(Duration.between(from, to), step);
    List<Candle> candles;
    try {
      int count =
          (int)
              Math.min(MOST_CANDLES, Duration.between(from, to).dividedBy(interval.duration()) + 2);
      candles = market.candles(HELD, interval, to, count);
    } catch (RuntimeException e) {
      // Without the market's candles there is nothing to compare with; the rest still stands.
      return List.of();
    }
    List<Point> points = new ArrayList<>();
    Double bought = begun == null ? null : bitcoin.boughtAt(begun);
    double base = bought == null ? 0 : bought;
    if (begun != null && bought != null) {
      points.add(new Point(begun, 0, Usdt.of(BigDecimal.valueOf(bought))));
    }
    int next = 0;
    Usdt price = null;
    for (Instant at = from; !at.isAfter(to); at = at.plus(step)) {
      while (next < candles.size()
          && !candles.get(next).openTime().plus(interval.duration()).isAfter(at)) {
        price = Usdt.of(candles.get(next++).close().value());
      }
      if (price != null) {
        double now = price.value().doubleValue();
        base = base == 0 ? now : base;
        points.add(new Point(at, percent(now / base), price));
      }
    }
    return points;
  }

  /** The longest candle within a step of which the venue gives enough at once. */
  private static Interval interval(Duration span, Duration step) {
    Interval best = Interval.M5;
    for (Interval interval : Interval.values()) {
      boolean fits = interval.duration().compareTo(step) <= 0;
      boolean tooMany = span.dividedBy(best.duration()) + 2 > MOST_CANDLES;
      if (interval.compareTo(best) > 0 && (fits || tooMany)) {
        best = interval;
      }
    }
    return best;
  }

  private static double percent(double index) {
    return Math.round((index - 1) * 1e6) / 1e4;
  }
}
