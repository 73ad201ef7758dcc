package dev.belay.engine.fill;

import static dev.belay.engine.fill.World.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.order.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stops that follow the price. */
class TrailTest {
  private final World world = new World("3000", "1000");

  @BeforeEach
  void hold() {
    world.market(Side.BUY, "1", false);
    world.open("3000");
  }

  private Verdict.Reason refusal(Verdict verdict) {
    return ((Verdict.Rejected) verdict).reason();
  }

  private Order open() {
    return world.account.orders().iterator().next();
  }

  @Test
  void followsTheBestPriceAndFiresWhereItLagsBehindIt() {
    world.trail(Side.SELL, "1", "0", "0.01");
    assertThat(open().progress().extreme()).isEqualTo(fixed("3000"));
    world.close("3100", "2995", "3095", "3095");
    assertThat(open().progress().extreme()).isEqualTo(fixed("3100"));
    assertThat(world.position().isFlat()).isFalse();

    world.close("3110", "3068", "3100", "3100");

    // A hundredth below 3100, less two basis points on the tick.
    assertThat(world.lastTrade().price()).isEqualTo(fixed("3068.38"));
    assertThat(world.position().isFlat()).isTrue();
    assertThat(world.account.orders()).isEmpty();
  }

  @Test
  void firesAtTheOpenWhenTheCandleGappedThroughIt() {
    world.trail(Side.SELL, "1", "0", "0.01");
    world.close("3000", "2990", "2990", "2950");

    world.close("2960", "2940", "2955", "2955");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("2949.41"));
  }

  @Test
  void firesOnTheWayFromTheBestPriceToTheClose() {
    world.trail(Side.SELL, "1", "0", "0.01");

    world.close("3100", "2995", "3050", "3050");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("3068.38"));
  }

  @Test
  void waitsForItsActivation() {
    world.trail(Side.SELL, "1", "3050", "0.01");
    world.close("3040", "2900", "3030", "3030");
    assertThat(world.position().isFlat()).isFalse();
    assertThat(open().progress().extreme()).isZero();

    world.close("3060", "2990", "3055", "3055");
    assertThat(open().progress().extreme()).isEqualTo(fixed("3060"));
    world.close("3055", "3029", "3050", "3050");

    assertThat(world.lastTrade().price()).isEqualTo(fixed("3029"));
  }

  @Test
  void followsFallingPricesForAShort() {
    World shorting = new World("3000", "1000");
    shorting.market(Side.SELL, "1", false);
    shorting.open("3000");
    shorting.trail(Side.BUY, "1", "2950", "0.02");
    shorting.close("3040", "2960", "2960", "2960");
    assertThat(shorting.position().isFlat()).isFalse();
    shorting.close("2960", "2900", "2910", "2910");
    shorting.close("2970", "2905", "2940", "2940");

    assertThat(shorting.lastTrade().price()).isEqualTo(fixed("2958.6"));
    assertThat(shorting.position().isFlat()).isTrue();
  }

  @Test
  void endsWithThePosition() {
    world.trail(Side.SELL, "1", "0", "0.01");
    world.market(Side.SELL, "1", true);
    world.open("3000");

    assertThat(world.account.orders()).isEmpty();
  }

  @Test
  void refusesWhatTheVenueRefuses() {
    assertThat(refusal(world.trail(Side.SELL, "1", "3000", "0.01")))
        .isEqualTo(Verdict.Reason.WOULD_TRIGGER);
    assertThat(refusal(world.trail(Side.BUY, "1", "3000", "0.01")))
        .isEqualTo(Verdict.Reason.NOTHING_TO_REDUCE);
    assertThat(refusal(world.trail(Side.SELL, "1", "0", "0.0005")))
        .isEqualTo(Verdict.Reason.CALLBACK_OUT_OF_RANGE);
    assertThat(refusal(world.trail(Side.SELL, "1", "0", "0.0015")))
        .isEqualTo(Verdict.Reason.CALLBACK_OUT_OF_RANGE);
    assertThat(refusal(world.trail(Side.SELL, "1", "0", "0.101")))
        .isEqualTo(Verdict.Reason.CALLBACK_OUT_OF_RANGE);
    assertThat(refusal(world.trail(Side.SELL, "1", "3050.001", "0.01")))
        .isEqualTo(Verdict.Reason.PRICE_OFF_TICK);
    assertThat(world.trail(Side.SELL, "1", "3000.01", "0.1")).isInstanceOf(Verdict.Accepted.class);
  }
}
