package dev.belay.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One strategy for all symbols of a run. */
class JointlyTest {
  private static final Terms.Costs TEN_BPS =
      new Terms.Costs(Fixed.of("0.001"), Fixed.of("0.001"), 0);
  private static final Rules RULES = new Rules(10_000 * Fixed.ONE, TEN_BPS, FillAt.NEXT_OPEN, 1);

  private static Made named(String symbol, Made of) {
    return new Made(Symbol.of(symbol), Interval.H1, of.rows());
  }

  @Test
  void entersWithAShareOfTheEquityAndClosesInTime() {
    List<Candles> candles =
        List.of(
            named("AUSDT", Made.closes(100, 100, 110, 121, 121)),
            named("BUSDT", Made.closes(50, 50, 45, 40, 40)));
    JointStrategy strategy =
        (time, floor) -> {
          if (time == Made.HOUR) {
            floor.desk(0).enter(Direction.LONG, 0.25);
            floor.desk(1).enter(Direction.LONG, 0.1);
          }
          if (time == 3 * Made.HOUR) {
            floor.desk(0).exit();
          }
        };

    Outcome outcome = Backtest.jointly(candles, strategy, RULES, Backtest.FROM_THE_FIRST);

    // A quarter of 10000 with its fee: 2500 / (100 × 1.001); out at 110, the open of the hour
    // after.
    RoundTrip trip = outcome.trips().getFirst();
    assertThat(outcome.trips()).hasSize(1);
    assertThat(Fixed.decimal(trip.quantity()).toPlainString()).isEqualTo("24.97502497");
    assertThat(trip.exitPrice()).isEqualTo(110 * Fixed.ONE);
    assertThat(trip.exitTime()).isEqualTo(3 * Made.HOUR);
    Outcome.OpenTrip open = outcome.open().getFirst();
    assertThat(open.symbol()).isEqualTo(Symbol.of("BUSDT"));
    assertThat(Fixed.decimal(open.quantity()).toPlainString()).isEqualTo("19.98001998");
  }

  @Test
  void showsTheFloorAsItIsAtTheClose() {
    Made gap =
        new Made(
            Symbol.of("BUSDT"),
            Interval.H1,
            new long[][] {
              Made.row(0, 50, 50, 50, 50), Made.row(2 * Made.HOUR, 60, 60, 60, 60),
            });
    List<String> seen = new ArrayList<>();
    JointStrategy strategy =
        (time, floor) -> {
          if (time == Made.HOUR) {
            floor.desk(1).enter(Direction.LONG, 0.5);
            floor.desk(0).enter(Direction.LONG, 0.2);
          }
          seen.add(
              "%d: %d %d, %d, %s"
                  .formatted(
                      time / Made.HOUR,
                      floor.closed(0),
                      floor.closed(1),
                      floor.notional(0) / Fixed.ONE,
                      floor.desk(1).isFlat()));
          assertThat(floor.size()).isEqualTo(2);
          assertThat(floor.cash()).isLessThanOrEqualTo(floor.equity());
        };

    Backtest.jointly(
        List.of(named("AUSDT", Made.closes(100, 100, 110)), gap),
        strategy,
        RULES,
        Backtest.FROM_THE_FIRST);

    // 2000 with its fee buys 19.98 at 100. What is wanted of B waits for its next candle.
    assertThat(seen)
        .containsExactly("1: 0 0, 0, true", "2: 1 -1, 1998, true", "3: 2 1, 2197, false");
  }

  @Test
  void neverSpendsMoreThanThereIs() {
    JointStrategy greedy =
        (time, floor) ->
            IntStream.range(0, floor.size()).forEach(i -> floor.desk(i).enter(Direction.LONG, 0.8));

    Outcome outcome =
        Backtest.jointly(
            List.of(
                named("AUSDT", Made.closes(100, 100, 100)),
                named("BUSDT", Made.closes(100, 100, 100))),
            greedy,
            RULES,
            Backtest.FROM_THE_FIRST);

    assertThat(outcome.open()).hasSize(2);
    assertThat(outcome.turnover()).isLessThanOrEqualTo(RULES.cash());
    assertThat(outcome.equity()).isPositive();
  }

  /**
   * With one symbol and all of the cash it is what a strategy by itself does, to the last digit.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ofOneSymbolIsTheSameAsAlone(long seed) {
    Made candles = Made.walk(Made.BTC, seed, 600, 0.02);
    Strategy own =
        (all, index, desk) -> {
          if (index % 17 == 3 && desk.isFlat()) {
            desk.enter(Direction.LONG);
            desk.stopAt(all.close(index) / 100 * 95);
            desk.targetAt(all.close(index) / 100 * 108);
            desk.trail(0.04);
          } else if (index % 29 == 0) {
            desk.exit();
          }
        };
    JointStrategy joint =
        (time, floor) -> own.onCandle(floor.candles(0), floor.closed(0), floor.desk(0));

    Outcome alone = Backtest.alone(Entrant.of(candles, own), RULES, Backtest.FROM_THE_FIRST);
    Outcome jointly = Backtest.jointly(List.of(candles), joint, RULES, Backtest.FROM_THE_FIRST);

    assertThat(alone.trips()).isNotEmpty();
    assertThat(jointly).isEqualTo(alone);
  }
}
