package dev.belay.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs small enough to be checked by hand. */
class BacktestTest {
  private static final Terms.Costs TEN_BPS =
      new Terms.Costs(Fixed.of("0.001"), Fixed.of("0.001"), 0);
  private static final Rules RULES = new Rules(10_000 * Fixed.ONE, TEN_BPS, FillAt.NEXT_OPEN, 1);

  /** Does at each candle what is told for it. */
  private static Strategy script(Map<Integer, Direction> entries, List<Integer> exits) {
    return (candles, index, desk) -> {
      Direction entry = entries.get(index);
      if (entry != null) {
        desk.enter(entry);
      }
      if (exits.contains(index)) {
        desk.exit();
      }
    };
  }

  private static Outcome alone(Made candles, Strategy strategy, Rules rules) {
    return Backtest.alone(Entrant.of(candles, strategy), rules, Backtest.FROM_THE_FIRST);
  }

  @Test
  void fillsAtTheNextOpenWithAllTheCashThatNotionalAndFeeLeave() {
    Made candles = Made.closes(100, 100, 110, 121, 121);
    Outcome outcome = alone(candles, script(Map.of(0, Direction.LONG), List.of(2)), RULES);

    RoundTrip trip = outcome.trips().getFirst();
    // 10000 / (100 × 1.001), down to 1e-8; out at 110, the open after candle 2.
    assertThat(Fixed.decimal(trip.quantity()).toPlainString()).isEqualTo("99.90009990");
    assertThat(trip.entryTime()).isEqualTo(Made.HOUR);
    assertThat(trip.exitTime()).isEqualTo(3 * Made.HOUR);
    assertThat(Fixed.decimal(trip.exitPrice()).toPlainString()).isEqualTo("110.00000000");
    assertThat(trip.bars()).isEqualTo(3);
    assertThat(Fixed.decimal(trip.fees()).toPlainString()).isEqualTo("20.97902098");
    assertThat(Fixed.decimal(outcome.equity()).toPlainString()).isEqualTo("10978.02197802");
    assertThat(outcome.equityClosed()).isEqualTo(outcome.equity());
    assertThat(outcome.curve().equity()[4]).isEqualTo(outcome.equity());
    assertThat(outcome.exposed()).isEqualTo(2);
  }

  @Test
  void aSignalOnTheLastCandleIsNotFilled() {
    Outcome outcome =
        alone(Made.closes(100, 100, 110), script(Map.of(2, Direction.LONG), List.of()), RULES);

    assertThat(outcome.trips()).isEmpty();
    assertThat(outcome.open()).isEmpty();
    assertThat(outcome.equity()).isEqualTo(RULES.cash());
  }

  @Test
  void fillsAtTheCloseWhenToldSo() {
    Rules atClose = new Rules(RULES.cash(), TEN_BPS, FillAt.CLOSE, 1);
    Outcome outcome =
        alone(
            Made.closes(100, 105, 110, 120),
            script(Map.of(1, Direction.LONG), List.of(2)),
            atClose);

    RoundTrip trip = outcome.trips().getFirst();
    assertThat(trip.entryPrice()).isEqualTo(105 * Fixed.ONE);
    assertThat(trip.exitPrice()).isEqualTo(110 * Fixed.ONE);
    assertThat(trip.entryTime()).isEqualTo(2 * Made.HOUR);
  }

  @Test
  void anOpenPositionIsMarkedAndAsIfSoldWithTheFee() {
    Outcome outcome =
        alone(Made.closes(100, 100, 110), script(Map.of(0, Direction.LONG), List.of()), RULES);

    assertThat(outcome.open()).hasSize(1);
    // 99.9000999 × 110, and 0.1 % of that less.
    assertThat(Fixed.decimal(outcome.equity()).toPlainString()).isEqualTo("10989.01098901");
    assertThat(Fixed.decimal(outcome.equityClosed()).toPlainString()).isEqualTo("10978.02197802");
  }

  @Test
  void aGapStaysAGap() {
    long[][] rows = {
      Made.row(0, 100, 100, 100, 100),
      Made.row(Made.HOUR, 100, 101, 99, 100),
      Made.row(6 * Made.HOUR, 130, 131, 129, 130),
      Made.row(7 * Made.HOUR, 130, 131, 129, 130)
    };
    Made candles = new Made(Made.BTC, Interval.H1, rows);
    Outcome outcome = alone(candles, script(Map.of(1, Direction.LONG), List.of()), RULES);

    assertThat(outcome.open().getFirst().entryPrice()).isEqualTo(130 * Fixed.ONE);
    assertThat(outcome.open().getFirst().entryTime()).isEqualTo(6 * Made.HOUR);
    assertThat(outcome.candles()).isEqualTo(4);
  }

  @Test
  void reversesInOneOpen() {
    Outcome outcome =
        alone(
            Made.closes(100, 100, 110, 99, 99),
            script(Map.of(0, Direction.LONG, 2, Direction.SHORT), List.of()),
            RULES);

    assertThat(outcome.trips()).hasSize(1);
    assertThat(outcome.open().getFirst().direction()).isEqualTo(Direction.SHORT);
    assertThat(outcome.open().getFirst().entryTime())
        .isEqualTo(outcome.trips().getFirst().exitTime());
    assertThat(outcome.equity()).isGreaterThan(outcome.trips().getFirst().net() + RULES.cash());
  }

  @Test
  void aStopThatThePriceHasReachedClosesAtTheNextOpen() {
    Strategy strategy =
        (candles, index, desk) -> {
          if (index == 0) {
            desk.enter(Direction.LONG);
          }
          if (index == 2) {
            desk.stopAt(candles.close(2) + 1);
          }
        };
    Outcome outcome = alone(Made.closes(100, 100, 110, 120, 120), strategy, RULES);

    assertThat(outcome.trips().getFirst().exitTime()).isEqualTo(3 * Made.HOUR);
    assertThat(outcome.trips().getFirst().exit()).isEqualTo(RoundTrip.Exit.SIGNAL);
  }

  @Test
  void aCrashBeyondTheMarginLosesNoMoreThanTheCash() {
    Rules leveraged = new Rules(RULES.cash(), TEN_BPS, FillAt.NEXT_OPEN, 10);
    Outcome outcome =
        alone(
            Made.closes(100, 100, 100, 50, 50),
            script(Map.of(0, Direction.LONG), List.of()),
            leveraged);

    assertThat(outcome.trips().getFirst().exit()).isEqualTo(RoundTrip.Exit.LIQUIDATION);
    assertThat(outcome.equity()).isBetween(0L, RULES.cash() / 10);
  }

  @Test
  void sharedCashGoesInEqualPartsInOrderOfSymbol() {
    List<Entrant> entrants = new ArrayList<>();
    for (String name : List.of("CCC", "AAA", "BBB")) {
      Made made = Made.closes(100, 100, 100, 100);
      entrants.add(
          Entrant.of(
              new Made(Symbol.of(name), made.interval(), made.rows()),
              script(Map.of(0, Direction.LONG), List.of())));
    }
    Outcome outcome = Backtest.together(entrants, RULES, Backtest.FROM_THE_FIRST);

    assertThat(outcome.open())
        .extracting(o -> o.symbol().value())
        .containsExactly("AAA", "BBB", "CCC");
    for (Outcome.OpenTrip trip : outcome.open()) {
      assertThat(Fixed.decimal(trip.quantity()).doubleValue()).isBetween(33.30, 33.31);
    }
  }

  @Test
  void oneSymbolTogetherIsTheSameAsAlone() {
    for (long seed = 1; seed <= 20; seed++) {
      Made candles = Made.walk(Made.BTC, seed, 300, 0.02);
      Strategy first = script(Map.of(3, Direction.LONG, 50, Direction.SHORT), List.of(40, 90));
      Outcome alone = alone(candles, first, RULES);
      Outcome together =
          Backtest.together(List.of(Entrant.of(candles, first)), RULES, Backtest.FROM_THE_FIRST);
      assertThat(together.trips()).isEqualTo(alone.trips());
      assertThat(together.equity()).isEqualTo(alone.equity());
      assertThat(together.curve()).isEqualTo(alone.curve());
    }
  }

  @Test
  void sumsDoNotDependOnTheOrder() {
    List<Outcome> parts = new ArrayList<>();
    for (long seed = 1; seed <= 6; seed++) {
      Made candles = Made.walk(Symbol.of("S" + seed), seed, 200 + 10 * (int) seed, 0.02);
      parts.add(alone(candles, script(Map.of(3, Direction.LONG), List.of(100)), RULES));
    }
    Outcome sum = Backtest.sum(parts);
    Outcome reversed = Backtest.sum(parts.reversed());

    assertThat(reversed).isEqualTo(sum);
    assertThat(sum.cash()).isEqualTo(6 * RULES.cash());
    assertThat(sum.equity()).isEqualTo(parts.stream().mapToLong(Outcome::equity).sum());
    assertThat(sum.curve().equity()[sum.curve().size() - 1]).isEqualTo(sum.equity());
  }

  @Test
  void whatIsOnlyLookedAtIsNotTradedOn() {
    Made candles = Made.closes(100, 100, 110, 121, 121, 130, 130);
    List<Integer> seen = new ArrayList<>();
    Strategy eager =
        (c, index, desk) -> {
          seen.add(index);
          desk.enter(Direction.LONG);
        };
    Outcome outcome = Backtest.alone(Entrant.of(candles, eager), RULES, 3 * Made.HOUR);

    assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(outcome.candles()).isEqualTo(4);
    assertThat(outcome.open().getFirst().entryTime()).isEqualTo(4 * Made.HOUR);
    assertThat(outcome.curve().size()).isEqualTo(4);
  }

  @Test
  void aChainGoesOnWithWhatTheOneBeforeWasWorthClosed() {
    Made candles = Made.walk(Made.BTC, 5, 300, 0.01);
    Strategy hold = (c, index, desk) -> desk.enter(Direction.LONG);
    long split = candles.openTime(150);
    Outcome first =
        Backtest.alone(
            Entrant.of(
                new Made(Made.BTC, candles.interval(), Arrays.copyOf(candles.rows(), 150)), hold),
            RULES,
            Backtest.FROM_THE_FIRST);
    Rules rest = new Rules(first.equityClosed(), TEN_BPS, FillAt.NEXT_OPEN, 1);
    Outcome second = Backtest.alone(Entrant.of(candles, hold), rest, split);
    Outcome chain = Backtest.chain(List.of(first, second));

    assertThat(chain.cash()).isEqualTo(RULES.cash());
    assertThat(chain.equity()).isEqualTo(second.equity());
    assertThat(chain.curve().size()).isEqualTo(300);
    assertThat(chain.curve().equity()[149]).isEqualTo(first.equityClosed());
    assertThat(chain.fees()).isGreaterThan(first.fees() + second.fees());
  }
}
