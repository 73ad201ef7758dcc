package dev.belay.engine.backtest;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.position.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What came of a run. Amounts are fixed point.
 *
 * @param trips closed round trips in order of their exit, those of one time in order of symbol
 * @param open positions that were still open at the end
 * @param refused entries for which nothing could be bought
 * @param candles that a strategy was shown and could trade on
 * @param exposed of those, how many a position was open in
 * @param fees paid, at least 0
 * @param funding received when positive
 * @param turnover the notional of every fill
 * @param equity at the last close, open positions marked there
 * @param equityClosed as if those had been sold there, with the fee
 */
public record Outcome(
    long cash,
    List<RoundTrip> trips,
    List<OpenTrip> open,
    int refused,
    long candles,
    long exposed,
    long fees,
    long funding,
    long turnover,
    long equity,
    long equityClosed,
    EquityCurve curve) {
  static final Comparator<RoundTrip> BY_EXIT = Outcome::byExit;

  public Outcome {
    trips = List.copyOf(trips);
    open = List.copyOf(open);
  }

  private static int byExit(RoundTrip a, RoundTrip b) {
    int order = Long.compare(a.exitTime(), b.exitTime());
    if (order == 0) {
      order = a.symbol().compareTo(b.symbol());
    }
    return order != 0 ? order : Long.compare(a.entryTime(), b.entryTime());
  }

  /** A position that was open at the end. */
  public record OpenTrip(
      Symbol symbol,
      Direction direction,
      long entryTime,
      long entryPrice,
      long quantity,
      long unrealized) {}

  /** Runs one after the other, as one. */
  static Outcome chain(List<Outcome> parts) {
    List<RoundTrip> trips = new ArrayList<>();
    int marks = 0;
    for (Outcome part : parts) {
      trips.addAll(part.trips);
      marks += part.curve.size();
    }
    long[] times = new long[marks];
    long[] equity = new long[marks];
    int filled = 0;
    int refused = 0;
    long candles = 0;
    long exposed = 0;
    long fees = 0;
    long funding = 0;
    long turnover = 0;
    for (int i = 0; i < parts.size(); i++) {
      Outcome part = parts.get(i);
      boolean goesOn = i < parts.size() - 1;
      System.arraycopy(part.curve.times(), 0, times, filled, part.curve.size());
      System.arraycopy(part.curve.equity(), 0, equity, filled, part.curve.size());
      filled += part.curve.size();
      if (goesOn && filled > 0) {
        equity[filled - 1] = part.equityClosed;
      }
      refused += part.refused;
      candles += part.candles;
      exposed += part.exposed;
      fees += part.fees + (goesOn ? part.equity - part.equityClosed : 0);
      funding += part.funding;
      turnover += part.turnover;
    }
    Outcome first = parts.getFirst();
    Outcome last = parts.getLast();
    return new Outcome(
        first.cash,
        trips,
        last.open,
        refused,
        candles,
        exposed,
        fees,
        funding,
        turnover,
        last.equity,
        last.equityClosed,
        new EquityCurve(first.cash, times, equity));
  }
}
