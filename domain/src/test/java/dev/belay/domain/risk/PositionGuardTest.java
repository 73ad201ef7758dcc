package dev.belay.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.position.Direction;
import dev.belay.domain.risk.PositionGuard.Held;
import dev.belay.domain.risk.PositionGuard.Wanted;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PositionGuardTest {
  private static final Instant OPENED = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instrument BTC =
      new Instrument(
          Symbol.of("BTCUSDT"),
          new BigDecimal("0.1"),
          new BigDecimal("0.001"),
          Quantity.of("0.001"),
          Quantity.of("100"),
          Usdt.of("5"),
          20,
          new BigDecimal("0.004"),
          new BigDecimal("0.0125"));

  private static AgentLimits limits(String trailing, String hold) {
    return new AgentPatch(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new TreeMap<>(
                Map.of(
                    "trailing_stop_pct",
                    new BigDecimal(trailing),
                    "max_hold_hours",
                    new BigDecimal(hold))))
        .applied(
            new AgentSpec(
                "a",
                "A",
                "m",
                "balanced",
                Duration.ofMinutes(3),
                Consensus.SINGLE,
                1,
                List.of(),
                AgentLimits.DEFAULT))
        .limits();
  }

  private static Optional<Wanted> at(Direction direction, String stop, String mark) {
    return PositionGuard.next(
        new Held(direction, Price.of(stop), OPENED),
        limits("2", "0"),
        BTC,
        Price.of(mark),
        OPENED.plusSeconds(60));
  }

  @Test
  void aStopFollowsAPriceThatGetsBetterAndNeverGoesBack() {
    assertThat(at(Direction.LONG, "95", "110")).contains(new Wanted.Follow(Price.of("107.8")));
    assertThat(at(Direction.LONG, "107.8", "105")).isEmpty();
    assertThat(at(Direction.SHORT, "105", "90")).contains(new Wanted.Follow(Price.of("91.8")));
    assertThat(at(Direction.SHORT, "91.8", "95")).isEmpty();
  }

  @Test
  void itIsRoundedAwayFromThePrice() {
    assertThat(at(Direction.LONG, "95", "110.03")).contains(new Wanted.Follow(Price.of("107.8")));
    assertThat(at(Direction.SHORT, "105", "90.03")).contains(new Wanted.Follow(Price.of("91.9")));
  }

  @Test
  void aMoveThatGainsLittleIsNotWorthAnOrder() {
    assertThat(at(Direction.LONG, "107.8", "110.2")).isEmpty();
    assertThat(at(Direction.LONG, "107.8", "110.4")).isPresent();
  }

  @Test
  void withoutTheLimitsNothingIsWanted() {
    assertThat(
            PositionGuard.next(
                new Held(Direction.LONG, Price.of("95"), OPENED),
                AgentLimits.DEFAULT,
                BTC,
                Price.of("200"),
                OPENED.plus(Duration.ofDays(400))))
        .isEmpty();
  }

  @Test
  void whatIsHeldForLongEnoughIsClosedToTheMinute() {
    Held held = new Held(Direction.LONG, Price.of("95"), OPENED);
    AgentLimits limits = limits("0", "1.5");

    assertThat(
            PositionGuard.next(
                held, limits, BTC, Price.of("100"), OPENED.plus(Duration.ofMinutes(89))))
        .isEmpty();
    assertThat(
            PositionGuard.next(
                held, limits, BTC, Price.of("100"), OPENED.plus(Duration.ofMinutes(90))))
        .contains(new Wanted.Out());
  }

  @Property
  void whateverThePricesTheStopOnlyEverComesNearer(
      @ForAll @Size(max = 60) List<@IntRange(min = 500, max = 2000) Integer> marks,
      @ForAll boolean isLong) {
    Direction direction = isLong ? Direction.LONG : Direction.SHORT;
    Price stop = Price.of(isLong ? "40" : "250");
    for (int tenths : marks) {
      Price mark = Price.of(BigDecimal.valueOf(tenths, 1));
      Optional<Wanted> wanted =
          PositionGuard.next(
              new Held(direction, stop, OPENED), limits("3", "0"), BTC, mark, OPENED);
      if (wanted.isPresent() && wanted.get() instanceof Wanted.Follow(Price next)) {
        assertThat(next.compareTo(stop)).isEqualTo(isLong ? 1 : -1);
        assertThat(next.compareTo(mark)).isEqualTo(isLong ? -1 : 1);
        stop = next;
      }
    }
  }
}
