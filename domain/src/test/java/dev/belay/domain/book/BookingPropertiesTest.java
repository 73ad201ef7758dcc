package dev.belay.domain.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import dev.belay.domain.position.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BookingPropertiesTest {

  /** Grows or shrinks a position; out of what is held a fraction. */
  record Trade(boolean in, BigDecimal price, int lots) {}

  @Property(tries = 500)
  void aFillAtTheMarkNeverChangesRealizedPlusUnrealized(
      @ForAll Direction direction, @ForAll("trades") List<Trade> trades) {
    PositionSums sums = PositionSums.none(direction);
    for (Fill fill : fills(direction, trades)) {
      PositionSums after = sums.plus(fill);
      if (!after.isClosed()) {
        assertThat(after.realizedPnl().plus(after.unrealized(fill.price())))
            .isEqualTo(sums.realizedPnl().plus(sums.unrealized(fill.price())));
      }
      sums = after;
    }
  }

  @Property(tries = 300)
  void theOrderOfFillsNeverMatters(
      @ForAll Direction direction, @ForAll("trades") List<Trade> trades, @ForAll long seed) {
    List<Fill> fills = fills(direction, trades);
    List<Fill> shuffled = new ArrayList<>(fills);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(sum(direction, shuffled)).isEqualTo(sum(direction, fills));
  }

  @Property(tries = 300)
  void postingsOfFillsSumToZeroAndCarryGainLessFee(
      @ForAll Direction direction, @ForAll("trades") List<Trade> trades) {
    for (Fill fill : fills(direction, trades)) {
      Posting posting = Posting.fill("a", "outside", fill);

      assertThat(total(posting, "a").plus(total(posting, "outside"))).isEqualTo(Usdt.ZERO);
      assertThat(total(posting, "a")).isEqualTo(fill.realizedPnl().minus(fill.fee()));
      assertThat(posting.entries()).noneMatch(entry -> entry.amount().isZero());
    }
  }

  @Provide
  Arbitrary<List<Trade>> trades() {
    return Combinators.combine(
            Arbitraries.of(true, true, false),
            Arbitraries.bigDecimals()
                .between(BigDecimal.ONE, BigDecimal.valueOf(100_000))
                .ofScale(2),
            Arbitraries.integers().between(1, 1000))
        .as(Trade::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  /** As a venue would report them until flat: its realized figure is rounded to 8 digits. */
  private static List<Fill> fills(Direction direction, List<Trade> trades) {
    List<Fill> fills = new ArrayList<>();
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal average = BigDecimal.ZERO;
    for (Trade trade : trades) {
      boolean in = trade.in() || held.signum() == 0;
      BigDecimal lots = BigDecimal.valueOf(trade.lots()).movePointLeft(3);
      BigDecimal quantity = in ? lots : lots.min(held);
      BigDecimal realized = BigDecimal.ZERO;
      if (in) {
        BigDecimal cost = average.multiply(held).add(trade.price().multiply(quantity));
        held = held.add(quantity);
        average = cost.divide(held, MathContext.DECIMAL64);
      } else {
        realized =
            trade.price().subtract(average).multiply(quantity).setScale(8, RoundingMode.HALF_EVEN);
        realized = direction == Direction.LONG ? realized : realized.negate();
        held = held.subtract(quantity);
      }
      fills.add(
          new Fill(
              Symbol.of("BTCUSDT"),
              fills.size(),
              "v",
              in ? direction.entrySide() : direction.exitSide(),
              Price.of(trade.price()),
              Quantity.of(quantity),
              Usdt.of("0.01"),
              Usdt.of(realized),
              false,
              Instant.EPOCH));
      if (held.signum() == 0) {
        break;
      }
    }
    return fills;
  }

  private static PositionSums sum(Direction direction, List<Fill> fills) {
    PositionSums sums = PositionSums.none(direction);
    for (Fill fill : fills) {
      sums = sums.plus(fill);
    }
    return sums;
  }

  private static Usdt total(Posting posting, String account) {
    return posting.entries().stream()
        .filter(entry -> entry.account().equals(account))
        .map(Posting.Entry::amount)
        .reduce(Usdt.ZERO, Usdt::plus);
  }
}
