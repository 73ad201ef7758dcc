package dev.belay.activities.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Orders for tests. */
final class Intents {
  static final Symbol BTC = Symbol.of("BTCUSDT");
  static final String ACCOUNT = "main.qwen_single";
  static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  static final VenueKey KEY = new VenueKey("the-api-key", "the-secret");

  private Intents() {}

  static OrderIntent entry() {
    return intent(Leg.ENTRY, OrderType.MARKET, Quantity.of("0.010"), null, null);
  }

  static OrderIntent exit() {
    return intent(Leg.EXIT, OrderType.MARKET, Quantity.of("0.01"), null, null);
  }

  static OrderIntent limitEntry() {
    return intent(Leg.ENTRY, OrderType.LIMIT, Quantity.of("0.01"), Price.of("60000.10"), null);
  }

  static OrderIntent stop() {
    return intent(Leg.STOP, OrderType.STOP_MARKET, null, null, Price.of("58000"));
  }

  static OrderIntent target() {
    return intent(Leg.TARGET, OrderType.TAKE_PROFIT_MARKET, null, null, Price.of("66000.5"));
  }

  private static OrderIntent intent(
      Leg leg,
      OrderType type,
      @Nullable Quantity quantity,
      @Nullable Price limit,
      @Nullable Price trigger) {
    String cause = leg == Leg.ENTRY ? "main/qwen_single/2026-11-21T00:00:00Z#0" : positionId();
    return new OrderIntent(
        ClientOrderId.derive("test", ACCOUNT, cause, leg, 0),
        ACCOUNT,
        positionId(),
        cause,
        leg,
        0,
        BTC,
        leg == Leg.ENTRY ? Side.BUY : Side.SELL,
        type,
        quantity,
        limit,
        trigger,
        leg == Leg.ENTRY ? 5 : 0,
        NOW,
        NOW.plus(Duration.ofSeconds(5)));
  }

  static String positionId() {
    return ACCOUNT + "/BTCUSDT/1";
  }
}
