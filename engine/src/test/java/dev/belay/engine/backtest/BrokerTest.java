package dev.belay.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Amounts;
import dev.belay.engine.fill.Brackets;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What a budget buys, to the last unit. */
class BrokerTest {
  private static final Terms.Costs COSTS =
      new Terms.Costs(0, Fixed.of("0.001"), Fixed.of("0.0002"));

  /** From the cheapest coin to the dearest, each size as often. */
  @Provide
  Arbitrary<Long> prices() {
    return Arbitraries.integers()
        .between(0, 13)
        .flatMap(power -> Arbitraries.longs().between(1, (long) Math.pow(10, power + 1)));
  }

  @Property(tries = 2000)
  void noneMoreWouldFit(
      @ForAll("prices") long price,
      @ForAll @LongRange(min = 1, max = 100_000 * Fixed.ONE) long budget,
      @ForAll @IntRange(min = 1, max = 125) int leverage,
      @ForAll Side side) {
    Rules rules = new Rules(Fixed.ONE, COSTS, FillAt.NEXT_OPEN, leverage);
    Broker broker = new Broker(List.of(terms(1, Long.MAX_VALUE)), rules);
    long quantity = broker.affordable(Made.BTC, side, budget, price);
    long worst = price + Fixed.product(price, COSTS.slippage(), RoundingMode.CEILING);
    assertThat(need(worst, quantity, leverage)).isLessThanOrEqualTo(budget);
    if (quantity < Long.MAX_VALUE / 4) {
      assertThat(need(worst, quantity + 1, leverage)).isGreaterThan(budget);
    }
  }

  @Example
  void isOnTheStepAndNotBeyondTheMost() {
    Rules rules = new Rules(Fixed.ONE, COSTS, FillAt.NEXT_OPEN, 1);
    Broker broker = new Broker(List.of(terms(Fixed.of("0.001"), Fixed.of("2"))), rules);
    assertThat(broker.affordable(Made.BTC, Side.BUY, Fixed.of("1000"), Fixed.of("700")))
        .isEqualTo(Fixed.of("1.426"));
    assertThat(broker.affordable(Made.BTC, Side.BUY, Fixed.of("5000"), Fixed.of("700")))
        .isEqualTo(Fixed.of("2"));
    assertThat(broker.affordable(Made.BTC, Side.BUY, -1, Fixed.of("700"))).isZero();
  }

  @Example
  void aFortuneInACoinThatCostsNothingDoesNotOverflow() {
    Rules rules = new Rules(Fixed.ONE, COSTS, FillAt.NEXT_OPEN, 1);
    Broker broker = new Broker(List.of(terms(1, Long.MAX_VALUE)), rules);
    assertThat(broker.affordable(Made.BTC, Side.BUY, Long.MAX_VALUE, 1)).isPositive();
    assertThat(broker.affordable(Made.BTC, Side.BUY, Long.MAX_VALUE, Fixed.of("50000")))
        .isPositive();
  }

  private static Terms terms(long step, long most) {
    return new Terms(Made.BTC, 1, step, 1, most, 0, Brackets.single(125, 0), 0);
  }

  private static long need(long price, long quantity, int leverage) {
    long notional = Amounts.notional(price, quantity);
    return Amounts.initialMargin(notional, leverage) + Amounts.fee(notional, COSTS.takerRate());
  }
}
