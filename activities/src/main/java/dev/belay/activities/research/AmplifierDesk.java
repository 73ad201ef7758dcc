package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Floor;
import dev.belay.engine.backtest.JointStrategy;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.Rules;
import dev.belay.engine.fill.Fixed;
import dev.belay.strategies.amplifier.AmplifierRule;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.BtcMomentum;
import dev.belay.strategies.amplifier.CycleDecision;
import dev.belay.strategies.amplifier.CycleInput;
import dev.belay.strategies.amplifier.DeskBook;
import dev.belay.strategies.amplifier.DeskRisk;
import dev.belay.strategies.amplifier.ExitPlan;
import dev.belay.strategies.amplifier.Funnel;
import dev.belay.strategies.amplifier.Permit;
import dev.belay.strategies.amplifier.Reason;
import dev.belay.strategies.amplifier.Regime;
import dev.belay.strategies.amplifier.RuleBasedMandate;
import dev.belay.strategies.amplifier.Screened;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The amplifier on recorded candles: a cycle each hour, a vote by rules each four, an extra one
 * where the momentum collapses, one account. The strategy's own rules decide, the fill engine
 * fills. Used for one run.
 */
final class AmplifierDesk implements JointStrategy {
  private static final long WINDOW = 4 * 3_600_000L;

  private final AmplifierHistory history;
  private final List<Screened> screened;
  private final AmplifierRule rule;
  private final RuleBasedMandate mandate;
  private final AmplifierSettings settings;
  private final Map<Symbol, Integer> lanes = new HashMap<>();
  private final List<Integer> held = new ArrayList<>();
  private final Map<Symbol, Long> closed = new TreeMap<>();
  private final Tally tally = new Tally();

  private DeskRisk risk = DeskRisk.NEW;
  private Permit permit = Permit.HOLD;
  private long window = Long.MIN_VALUE;
  private double momentumAtVote;

  private AmplifierDesk(
      AmplifierHistory history, List<Screened> screened, AmplifierSettings settings) {
    this.history = history;
    this.screened = screened;
    this.settings = settings;
    this.rule = new AmplifierRule(settings);
    this.mandate = new RuleBasedMandate(settings.momentum());
  }

  /** What a run came to, and how often what happened in it. */
  record Run(Outcome outcome, Tally tally) {}

  /** Counts of a run. */
  static final class Tally {
    final Map<Reason, Integer> blocked = new EnumMap<>(Reason.class);
    final Map<Reason, Integer> exits = new EnumMap<>(Reason.class);
    private final long[] out = new long[Reason.values().length];
    private final List<Screened> screens = new ArrayList<>();
    final Map<Regime, Integer> entriesIn = new EnumMap<>(Regime.class);
    int cycles;
    int votes;
    int revotes;
    int entries;
    int coolOffs;
    long universe;
    long liquid;
    long amplifying;
    long allowed;
    double exposure;

    /** How many coins in all cycles fell out for which reason. */
    Map<Reason, Long> out() {
      Map<Reason, Long> counts = new EnumMap<>(Reason.class);
      long[] all = out.clone();
      for (Screened screened : screens) {
        screened.out().forEach(each -> all[each.coin().why().reason().ordinal()]++);
      }
      for (Reason each : Reason.values()) {
        if (all[each.ordinal()] > 0) {
          counts.put(each, all[each.ordinal()]);
        }
      }
      return counts;
    }

    /** The mean share of equity that was in positions at the cycles. */
    double meanExposure() {
      return cycles == 0 ? 0 : exposure / cycles;
    }

    private void count(CycleDecision decision, Screened screened) {
      Funnel funnel = decision.funnel();
      cycles++;
      universe += funnel.universe();
      liquid += funnel.liquid();
      amplifying += funnel.amplifying();
      allowed += funnel.allowed();
      entries += funnel.entered();
      decision.blocks().forEach(why -> blocked.merge(why.reason(), 1, Integer::sum));
      decision.exits().forEach(exit -> exits.merge(exit.why().reason(), 1, Integer::sum));
      // The first ones are those of the screen; they are counted when somebody asks.
      screens.add(screened);
      for (int i = screened.out().size(); i < funnel.out().size(); i++) {
        Funnel.Fallen each = funnel.out().get(i);
        out[each.coin().why().reason().ordinal()]++;
      }
    }
  }

  /**
   * A run from one time to another.
   *
   * @param screened the scans of the history by the settings
   * @param settings may differ from those of the history in what is entered, how large and when it
   *     is closed
   * @param from in epoch milliseconds
   * @param to exclusive
   */
  static Run run(
      AmplifierHistory history,
      List<Screened> screened,
      AmplifierSettings settings,
      Rules rules,
      long from,
      long to) {
    AmplifierDesk desk = new AmplifierDesk(history, screened, settings);
    List<Candles> candles =
        history.coins().stream()
            .map(each -> each.between(from, to))
            .filter(each -> !each.isEmpty())
            .toList();
    for (int i = 0; i < candles.size(); i++) {
      desk.lanes.put(candles.get(i).symbol(), i);
    }
    Outcome outcome = Backtest.jointly(candles, desk, rules, Backtest.FROM_THE_FIRST);
    return new Run(outcome, desk.tally);
  }

  @Override
  public void onClose(long time, Floor floor) {
    int hour = history.index(time);
    if (hour < 0) {
      return;
    }
    settle(time, floor);
    Usdt equity = usdt(floor.equity());
    boolean cooled = risk.coolingUntil() != null;
    risk = risk.marked(equity, Instant.ofEpochMilli(time), settings.limits());
    tally.coolOffs += !cooled && risk.coolingUntil() != null ? 1 : 0;
    BtcMomentum momentum = history.momentum(hour);
    Regime regime = history.regime(hour);
    vote(time, momentum, regime);
    DeskBook book = book(floor, equity);
    tally.exposure += (double) (floor.equity() - floor.cash()) / floor.equity();
    CycleDecision decision =
        rule.decide(new CycleInput(time, momentum, regime, permit, screened.get(hour), book, risk));
    tally.count(decision, screened.get(hour));
    tally.entriesIn.merge(regime, decision.entries().size(), Integer::sum);
    for (CycleDecision.Exit exit : decision.exits()) {
      floor.desk(lane(exit.symbol())).exit();
    }
    for (CycleDecision.Entry entry : decision.entries()) {
      enter(floor, entry, equity);
    }
  }

  /** What was closed since the last cycle, and what could not be entered as there was no candle. */
  private void settle(long time, Floor floor) {
    for (int i = held.size() - 1; i >= 0; i--) {
      int lane = held.get(i);
      Desk desk = floor.desk(lane);
      if (desk.isFlat()) {
        if (floor.closed(lane) < 0) {
          desk.exit();
        } else {
          closed.put(floor.candles(lane).symbol(), time);
        }
        held.remove(i);
      }
    }
    // What was closed longer ago than that says nothing any more.
    long rest = settings.entry().reentryAfter().toMillis();
    closed.values().removeIf(at -> time - at >= rest);
  }

  private void vote(long time, @Nullable BtcMomentum momentum, Regime regime) {
    long now = Math.floorDiv(time, WINDOW);
    boolean scheduled = now != window;
    boolean collapsed =
        momentum != null && RuleBasedMandate.isRevoteDue(momentum.value(), momentumAtVote);
    if (!scheduled && !collapsed) {
      return;
    }
    permit = mandate.vote(momentum, regime);
    momentumAtVote = momentum == null ? 0 : momentum.value();
    window = now;
    tally.votes++;
    tally.revotes += scheduled ? 0 : 1;
  }

  private DeskBook book(Floor floor, Usdt equity) {
    List<DeskBook.Holding> holdings = new ArrayList<>();
    for (int lane : held) {
      holdings.add(
          new DeskBook.Holding(
              floor.candles(lane).symbol(),
              usdt(floor.notional(lane)),
              floor.desk(lane).entryTime()));
    }
    return new DeskBook(equity, usdt(floor.cash()), holdings, closed);
  }

  private void enter(Floor floor, CycleDecision.Entry entry, Usdt equity) {
    int lane = lane(entry.coin().symbol());
    int candle = floor.closed(lane);
    if (candle < 0) {
      return;
    }
    Desk desk = floor.desk(lane);
    ExitPlan plan = entry.plan();
    double close = floor.candles(lane).close(candle);
    desk.enter(
        Direction.LONG,
        Math.min(1, entry.notional().value().doubleValue() / equity.value().doubleValue()));
    desk.stopAt(Math.round(close * (1 - percent(plan.stopPct()))));
    desk.targetAt(Math.round(close * (1 + percent(plan.takeProfitPct()))));
    desk.trail(percent(plan.trailPct()));
    held.add(lane);
  }

  private int lane(Symbol symbol) {
    Integer lane = lanes.get(symbol);
    if (lane == null) {
      throw new IllegalStateException("Expected candles of " + symbol);
    }
    return lane;
  }

  private static double percent(BigDecimal pct) {
    return pct.doubleValue() / 100;
  }

  private static Usdt usdt(long fixed) {
    return Usdt.of(Fixed.decimal(fixed));
  }
}
