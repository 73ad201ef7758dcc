package dev.belay.engine.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

class FixedTest {
  @Provide
  Arbitrary<RoundingMode> modes() {
    return Arbitraries.of(
        RoundingMode.FLOOR,
        RoundingMode.CEILING,
        RoundingMode.DOWN,
        RoundingMode.UP,
        RoundingMode.HALF_EVEN);
  }

  @Property(tries = 20_000)
  void agreesWithBigDecimalOrSaysThatItDoesNotFit(
      @ForAll long a, @ForAll long b, @ForAll long c, @ForAll("modes") RoundingMode mode) {
    if (c == 0) {
      assertThatThrownBy(() -> Fixed.mulDiv(a, b, c, mode)).isInstanceOf(ArithmeticException.class);
      return;
    }
    BigInteger exact =
        new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)))
            .divide(BigDecimal.valueOf(c), 0, mode)
            .toBigInteger();
    // Long.MIN_VALUE itself is not worth a special case.
    if (exact.abs().bitLength() < 64) {
      assertThat(Fixed.mulDiv(a, b, c, mode)).isEqualTo(exact.longValueExact());
    } else {
      assertThatThrownBy(() -> Fixed.mulDiv(a, b, c, mode)).isInstanceOf(ArithmeticException.class);
    }
  }

  @Property(tries = 20_000)
  void dividesByLargeNumbersAsBigIntegerDoes(
      @ForAll("large") long a, @ForAll("large") long b, @ForAll("modes") RoundingMode mode) {
    long part = Math.min(a, b);
    long whole = Math.max(a, b);
    for (long amount : new long[] {Long.MAX_VALUE, a, b, whole - 1, Fixed.ONE, 1}) {
      long exact =
          new BigDecimal(BigInteger.valueOf(amount).multiply(BigInteger.valueOf(part)))
              .divide(BigDecimal.valueOf(whole), 0, mode)
              .longValueExact();
      assertThat(Fixed.mulDiv(amount, part, whole, mode)).isEqualTo(exact);
    }
  }

  /** Whatever their number of digits. */
  @Provide
  Arbitrary<Long> large() {
    return Combinators.combine(
            Arbitraries.longs()
                .between(1L << 31, Long.MAX_VALUE)
                .withDistribution(RandomDistribution.uniform()),
            Arbitraries.integers().between(0, 31))
        .as((number, digits) -> Math.max(1L << 31, number >>> digits));
  }

  @Property(tries = 20_000)
  void multipliesPricesAndQuantitiesAsBigDecimalDoes(
      @ForAll("amounts") long price, @ForAll("amounts") long quantity) {
    assertThat(Amounts.notional(price, quantity))
        .isEqualTo(
            Fixed.of(
                Fixed.decimal(price)
                    .multiply(Fixed.decimal(quantity))
                    .setScale(8, RoundingMode.HALF_EVEN)));
  }

  @Provide
  Arbitrary<Long> amounts() {
    return Arbitraries.longs().between(0, 100_000 * Fixed.ONE);
  }

  @Example
  void keepsEveryDigitOfADecimal() {
    assertThat(Fixed.of("92000.12345678")).isEqualTo(9_200_012_345_678L);
    assertThat(Fixed.decimal(-1)).isEqualByComparingTo("-0.00000001");
    assertThatThrownBy(() -> Fixed.of("0.123456789")).isInstanceOf(ArithmeticException.class);
  }

  @Example
  void roundsEachAmountByItsRule() {
    assertThat(Amounts.quantity(Fixed.of("1.2399"), Fixed.of("0.001")))
        .isEqualTo(Fixed.of("1.239"));
    assertThat(Amounts.fee(1, Fixed.of("0.0005"))).isEqualTo(1);
    assertThat(Amounts.initialMargin(10, 3)).isEqualTo(4);
    assertThat(Amounts.funding(Fixed.ONE, 1, Fixed.of("0.0001"))).isEqualTo(-1);
    assertThat(Amounts.funding(Fixed.ONE, -1, Fixed.of("0.0001"))).isZero();
  }
}
