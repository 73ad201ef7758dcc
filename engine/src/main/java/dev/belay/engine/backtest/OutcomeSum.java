package dev.belay.engine.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up runs that had nothing to do with each other, without keeping their curves. The sum does
 * not depend on the order in which they come, from whichever threads.
 */
public final class OutcomeSum {
  private final List<RoundTrip> trips = new ArrayList<>();
  private final List<Outcome.OpenTrip> open = new ArrayList<>();
  private @Nullable EquityCurve curve;

  /** Whether the curve is this sum's own, so that it may be added to in place. */
  private boolean own;

  private long cash;
  private int refused;
  private long candles;
  private long exposed;
  private long fees;
  private long funding;
  private long turnover;
  private long equity;
  private long equityClosed;

  public synchronized void add(Outcome part) {
    trips.addAll(part.trips());
    open.addAll(part.open());
    addCurve(part.curve());
    cash += part.cash();
    refused += part.refused();
    candles += part.candles();
    exposed += part.exposed();
    fees += part.fees();
    funding += part.funding();
    turnover += part.turnover();
    equity += part.equity();
    equityClosed += part.equityClosed();
  }

  private void addCurve(EquityCurve next) {
    EquityCurve sum = curve;
    if (sum != null && own && sum.takes(next)) {
      return;
    }
    own = sum != null;
    curve = sum == null ? next : sum.plus(next);
  }

  /**
   * All that were added.
   *
   * @throws IllegalStateException if none was
   */
  public synchronized Outcome whole() {
    EquityCurve sum = curve;
    if (sum == null) {
      throw new IllegalStateException("Expected a run to add up, was none");
    }
    // It is the caller's now.
    own = false;
    List<RoundTrip> byExit = new ArrayList<>(trips);
    byExit.sort(Outcome.BY_EXIT);
    List<Outcome.OpenTrip> bySymbol = new ArrayList<>(open);
    bySymbol.sort(Comparator.comparing(Outcome.OpenTrip::symbol));
    return new Outcome(
        cash,
        byExit,
        bySymbol,
        refused,
        candles,
        exposed,
        fees,
        funding,
        turnover,
        equity,
        equityClosed,
        sum);
  }
}
