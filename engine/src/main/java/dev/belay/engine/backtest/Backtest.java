package dev.belay.engine.backtest;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Desk;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Amounts;
import dev.belay.engine.fill.Bar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs strategies over candles. A strategy sees a candle when it has closed; what it wants is done
 * at the next candle's open, after a gap as after any other candle, or at the close itself where
 * the rules say so. What it wants after the last candle is not done. The same inputs always give
 * the same outcome.
 */
public final class Backtest {
  /** Every candle may be traded on. */
  public static final long FROM_THE_FIRST = Long.MIN_VALUE;

  private Backtest() {}

  /**
   * One symbol with cash of its own.
   *
   * @param from market time before which the strategy is only shown the candles, so that it is warm
   */
  public static Outcome alone(Entrant entrant, Rules rules, long from) {
    Broker broker = new Broker(List.of(entrant.terms(rules)), rules);
    Candles candles = entrant.candles();
    Lane lane = new Lane(candles, entrant.funding(), entrant.strategy(), broker);
    int first = from == FROM_THE_FIRST ? 0 : candles.ceilingIndex(from);
    int size = candles.size();
    for (int i = 0; i < first; i++) {
      lane.close(i, false);
    }
    long[] equity = new long[size - first];
    if (first < size) {
      lane.startAt(candles.openTime(first));
    }
    run(lane, broker.account(), rules.fillAt(), first, equity);
    return outcome(
        List.of(lane),
        broker,
        rules,
        size - first,
        new EquityCurve(rules.cash(), candles, first, equity));
  }

  private static void run(Lane lane, Account account, FillAt fillAt, int first, long[] equity) {
    Candles candles = lane.candles();
    boolean atOpen = fillAt == FillAt.NEXT_OPEN;
    for (int i = first; i < first + equity.length; i++) {
      lane.settleFunding(i);
      if (atOpen && lane.wants()) {
        trade(lane, account, lane.bar(i), i);
      }
      lane.close(i, true);
      if (!atOpen && lane.wants()) {
        trade(lane, account, lane.closeBar(i), i);
      }
      equity[i - first] = account.wallet() + lane.unrealized(candles.close(i));
    }
  }

  private static void trade(Lane lane, Account account, Bar bar, int candle) {
    if (lane.wantsExit()) {
      lane.exitAt(bar, candle);
    }
    lane.enterAt(bar, candle, account.available());
  }

  /**
   * Several symbols with one account: at one time all exits before all entries, entries in order of
   * symbol, each with an equal share of the equity at the last close, as far as there is cash.
   *
   * @param from as above
   * @throws IllegalArgumentException without a symbol, or with candles of different intervals
   */
  public static Outcome together(List<Entrant> entrants, Rules rules, long from) {
    return together(entrants, rules, from, null);
  }

  /**
   * Several symbols with one account, traded by one strategy for all: at one time all exits before
   * all entries, entries in order of symbol, each with the share of the equity that is wanted, as
   * far as there is cash.
   *
   * @param from market time before which nothing is asked
   * @throws IllegalArgumentException as above
   */
  public static Outcome jointly(
      List<Candles> candles, JointStrategy strategy, Rules rules, long from) {
    return together(
        candles.stream().map(each -> Entrant.of(each, (all, index, desk) -> {})).toList(),
        rules,
        from,
        strategy);
  }

  private static Outcome together(
      List<Entrant> entrants, Rules rules, long from, @Nullable JointStrategy joint) {
    if (entrants.isEmpty()) {
      throw new IllegalArgumentException("Expected a symbol at least, was none");
    }
    List<Entrant> sorted = new ArrayList<>(entrants);
    sorted.sort(Comparator.comparing(e -> e.candles().symbol()));
    Broker broker = new Broker(sorted.stream().map(e -> e.terms(rules)).toList(), rules);
    List<Lane> lanes = new ArrayList<>();
    for (Entrant entrant : sorted) {
      if (entrant.candles().interval() != sorted.getFirst().candles().interval()) {
        throw new IllegalArgumentException(
            "Expected candles of %s, was %s of %s"
                .formatted(
                    sorted.getFirst().candles().interval(),
                    entrant.candles().symbol(),
                    entrant.candles().interval()));
      }
      lanes.add(new Lane(entrant.candles(), entrant.funding(), entrant.strategy(), broker));
    }
    return new Crowd(lanes, broker, rules, joint).run(from);
  }

  /** Runs that have nothing to do with each other, as one; the sum is the same in any order. */
  public static Outcome sum(List<Outcome> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    OutcomeSum sum = new OutcomeSum();
    parts.forEach(sum::add);
    return sum.whole();
  }

  /**
   * Runs that followed each other in time, each with what the one before it was worth when closed:
   * a position that was open at the end of one counts as sold there.
   *
   * @param parts in order of time, none overlapping
   */
  public static Outcome chain(List<Outcome> parts) {
    return Outcome.chain(parts);
  }

  /** Lanes that share an account, moving through time together. */
  private static final class Crowd implements Floor {
    private final Lane[] lanes;
    private final Broker broker;
    private final Rules rules;
    private final @Nullable JointStrategy joint;
    private final Account account;
    private final int[] next;
    private final long[] nextTime;
    private final long[] lastClose;
    private long[] times = new long[1024];
    private long[] equity = new long[1024];
    private int marks;
    private long candles;
    private long closing;
    private long closingWorth;

    Crowd(List<Lane> lanes, Broker broker, Rules rules, @Nullable JointStrategy joint) {
      this.lanes = lanes.toArray(Lane[]::new);
      this.broker = broker;
      this.rules = rules;
      this.joint = joint;
      this.account = broker.account();
      this.next = new int[this.lanes.length];
      this.nextTime = new long[this.lanes.length];
      this.lastClose = new long[this.lanes.length];
    }

    Outcome run(long from) {
      long interval = lanes[0].candles().interval().millis();
      for (int l = 0; l < lanes.length; l++) {
        Candles of = lanes[l].candles();
        int first = from == FROM_THE_FIRST ? 0 : of.ceilingIndex(from);
        for (int i = 0; i < first; i++) {
          lanes[l].close(i, false);
        }
        if (first < of.size()) {
          lanes[l].startAt(of.openTime(first));
        }
        advance(l, first);
      }
      long worth = rules.cash();
      for (long time = earliest(); time != Long.MAX_VALUE; time = earliest()) {
        if (rules.fillAt() == FillAt.NEXT_OPEN) {
          trade(time, worth, false);
        }
        for (int l = 0; l < lanes.length; l++) {
          if (nextTime[l] == time) {
            lanes[l].close(next[l], true);
            lastClose[l] = lanes[l].candles().close(next[l]);
            candles++;
          }
        }
        if (joint != null) {
          closing = time;
          closingWorth = worth();
          joint.onClose(time + interval, this);
        }
        if (rules.fillAt() == FillAt.CLOSE) {
          trade(time, worth(), true);
        }
        // Between the close and the next open nothing is traded.
        worth = joint == null || rules.fillAt() == FillAt.CLOSE ? worth() : closingWorth;
        mark(time + interval, worth);
        for (int l = 0; l < lanes.length; l++) {
          if (nextTime[l] == time) {
            advance(l, next[l] + 1);
          }
        }
      }
      return outcome(
          Arrays.asList(lanes),
          broker,
          rules,
          candles,
          new EquityCurve(rules.cash(), Arrays.copyOf(times, marks), Arrays.copyOf(equity, marks)));
    }

    private void trade(long time, long worth, boolean atClose) {
      for (int l = 0; l < lanes.length; l++) {
        if (nextTime[l] == time) {
          if (!atClose) {
            lanes[l].settleFunding(next[l]);
          }
          if (lanes[l].wantsExit()) {
            lanes[l].exitAt(bar(l, atClose), next[l]);
          }
        }
      }
      for (int l = 0; l < lanes.length; l++) {
        if (nextTime[l] == time && lanes[l].wantsEntry()) {
          if (joint == null) {
            long budget = Math.min(worth / lanes.length, account.available());
            lanes[l].enterAt(bar(l, atClose), next[l], budget);
          } else {
            long part = Math.min(lanes[l].wantedPart(worth), account.available());
            lanes[l].enterWith(bar(l, atClose), next[l], part);
          }
        }
      }
    }

    private Bar bar(int lane, boolean atClose) {
      return atClose ? lanes[lane].closeBar(next[lane]) : lanes[lane].bar(next[lane]);
    }

    private long earliest() {
      long earliest = Long.MAX_VALUE;
      for (long time : nextTime) {
        earliest = Math.min(earliest, time);
      }
      return earliest;
    }

    private void advance(int lane, int candle) {
      next[lane] = candle;
      Candles of = lanes[lane].candles();
      nextTime[lane] = candle < of.size() ? of.openTime(candle) : Long.MAX_VALUE;
    }

    private long worth() {
      long sum = account.wallet();
      for (int l = 0; l < lanes.length; l++) {
        sum += lanes[l].unrealized(lastClose[l]);
      }
      return sum;
    }

    @Override
    public int size() {
      return lanes.length;
    }

    @Override
    public Candles candles(int symbol) {
      return lanes[symbol].candles();
    }

    @Override
    public int closed(int symbol) {
      return nextTime[symbol] == closing ? next[symbol] : -1;
    }

    @Override
    public Desk desk(int symbol) {
      return lanes[symbol];
    }

    @Override
    public long notional(int symbol) {
      return lanes[symbol].isOpen()
          ? Amounts.notional(lastClose[symbol], lanes[symbol].position().size())
          : 0;
    }

    @Override
    public long equity() {
      return closingWorth;
    }

    @Override
    public long cash() {
      return account.available();
    }

    private void mark(long time, long worth) {
      if (marks == times.length) {
        times = Arrays.copyOf(times, marks * 2);
        equity = Arrays.copyOf(equity, marks * 2);
      }
      times[marks] = time;
      equity[marks++] = worth;
    }
  }

  private static Outcome outcome(
      List<Lane> lanes, Broker broker, Rules rules, long candles, EquityCurve curve) {
    List<RoundTrip> trips = new ArrayList<>();
    List<Outcome.OpenTrip> open = new ArrayList<>();
    int refused = 0;
    long exposed = 0;
    long fees = 0;
    long funding = 0;
    long turnover = 0;
    long worth = broker.account().wallet();
    long closingFees = 0;
    for (Lane lane : lanes) {
      trips.addAll(lane.trips());
      refused += lane.refused();
      exposed += lane.exposedBars();
      fees += lane.fees();
      funding += lane.funding();
      turnover += lane.turnover();
      if (lane.isOpen()) {
        long last = lane.candles().close(lane.candles().size() - 1);
        long unrealized = lane.position().unrealizedPnl(last);
        worth += unrealized;
        closingFees +=
            Amounts.fee(Amounts.notional(last, lane.position().size()), rules.costs().takerRate());
        open.add(
            new Outcome.OpenTrip(
                lane.symbol(),
                lane.heading(),
                lane.position().openedAt(),
                lane.entryFill(),
                lane.position().size(),
                unrealized));
      }
    }
    if (lanes.size() > 1) {
      trips.sort(Outcome.BY_EXIT);
    }
    return new Outcome(
        rules.cash(),
        trips,
        open,
        refused,
        candles,
        exposed,
        fees,
        funding,
        turnover,
        worth,
        worth - closingFees,
        curve);
  }
}
