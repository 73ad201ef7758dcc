package dev.belay.engine.fill;

import static dev.belay.engine.fill.World.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders larger than the first level of the book. */
class BookTest {
  /** The first level holds at least 1, the second 2, the third 3 ETH at 3000. */
  private static final BookDepth BOOK = new BookDepth(7, fixed("3000"));

  private final World world = new World("3000", "100000", World.TERMS, BOOK);

  private static Depth.Level level(Side side, long candle, int number) {
    long first = World.TERMS.taken(side, fixed("3000"), Terms.Costs.DEFAULT);
    return BOOK.level(World.TERMS, side, first, candle, number);
  }

  private List<Long> prices() {
    return world.trades().stream().map(Trade::price).toList();
  }

  private FillEvent.Closed lastEnd() {
    return world.events.stream()
        .filter(FillEvent.Closed.class::isInstance)
        .map(FillEvent.Closed.class::cast)
        .toList()
        .getLast();
  }

  @Test
  void isTheSameBookWheneverItIsAskedForAndAnotherInTheNextCandle() {
    assertThat(level(Side.BUY, 60_000, 3)).isEqualTo(level(Side.BUY, 60_000, 3));
    assertThat(level(Side.BUY, 60_000, 3)).isNotEqualTo(level(Side.BUY, 120_000, 3));
    for (int number = 0; number < BOOK.levels(); number++) {
      long least = (number + 1) * fixed("3000");
      Depth.Level bid = level(Side.SELL, 60_000, number);
      assertThat(Amounts.notional(bid.price(), bid.quantity()))
          .isBetween(least - fixed("4"), least + least / 2);
      assertThat(bid.quantity() % World.TERMS.step()).isZero();
    }
  }

  @Test
  void fillsWhatTheFirstLevelHoldsAsIfThereWereNoBook() {
    World endless = new World("3000", "100000");
    for (World each : List.of(world, endless)) {
      each.market(Side.BUY, "0.9", false);
      each.open("3001.5");
      each.limit(Side.SELL, "0.4", "3010", TimeInForce.GTC);
      each.closeAt(Side.SELL, OrderType.STOP_MARKET, "2990");
      each.open("3001.5");
      each.close("3011", "3000", "3000", "3000");
      each.close("3000", "2980", "2985", "2985");
    }

    assertThat(world.trades()).hasSize(3);
    assertThat(world.events).isEqualTo(endless.events);
  }

  @Test
  void walksTheBookWithALargeOrder() {
    world.market(Side.BUY, "5", false);
    world.open("3000");

    Depth.Level first = level(Side.BUY, 60_000, 0);
    Depth.Level second = level(Side.BUY, 60_000, 1);
    Depth.Level third = level(Side.BUY, 60_000, 2);
    assertThat(prices()).containsExactly(first.price(), second.price(), third.price());
    assertThat(first.price()).isEqualTo(fixed("3000.6"));
    assertThat(second.price()).isEqualTo(fixed("3000.91"));
    assertThat(world.trades().stream().map(Trade::quantity))
        .containsExactly(
            first.quantity(), second.quantity(), fixed("5") - first.quantity() - second.quantity());
    assertThat(lastEnd().state()).isEqualTo(Order.State.FILLED);
    assertThat(lastEnd().executed()).isEqualTo(fixed("5"));
    assertThat(lastEnd().averagePrice()).isBetween(first.price(), third.price());
    assertThat(world.position().quantity()).isEqualTo(fixed("5"));
    assertThat(world.account.reserved()).isZero();
  }

  @Test
  void closesALargePositionInPartsAndNoMoreThanIt() {
    world.market(Side.BUY, "5", false);
    world.open("3000");
    world.market(Side.SELL, "9", true);
    world.open("3000");

    assertThat(world.position().isFlat()).isTrue();
    assertThat(lastEnd().executed()).isEqualTo(fixed("5"));
    assertThat(lastEnd().state()).isEqualTo(Order.State.FILLED);
  }

  @Test
  void restsWithWhatTheBookDoesNotHoldAtTheLimit() {
    world.limit(Side.BUY, "5", "3000.7", TimeInForce.GTC);
    long reserved = world.account.reserved();
    world.open("3000");

    Depth.Level first = level(Side.BUY, 60_000, 0);
    Order left = world.account.orders().iterator().next();
    assertThat(prices()).containsExactly(first.price());
    assertThat(left.progress().executed()).isEqualTo(first.quantity());
    assertThat(left.remaining()).isEqualTo(fixed("5") - first.quantity());
    assertThat(world.account.reserved())
        .isEqualTo(Amounts.share(reserved, left.remaining(), fixed("5")));

    world.engine.cancel(world.account, left.id(), world.now());
    assertThat(world.account.reserved()).isZero();
    assertThat(world.position().quantity()).isEqualTo(first.quantity());
  }

  @Test
  void makesAsMuchInACandleAsAFirstLevelHolds() {
    world.limit(Side.BUY, "2.5", "2990", TimeInForce.GTC);
    world.open("3000");
    for (int candle = 0; candle < 3; candle++) {
      world.close("3000", "2980", "3000", "3000");
    }

    assertThat(world.trades().size()).isBetween(2, 3);
    assertThat(world.trades()).allMatch(trade -> trade.maker() && trade.price() == fixed("2990"));
    assertThat(lastEnd().state()).isEqualTo(Order.State.FILLED);
    assertThat(lastEnd().averagePrice()).isEqualTo(fixed("2990"));
  }

  @Test
  void expiresWhatAnImmediateOrderDidNotGet() {
    world.limit(Side.BUY, "5", "3000.7", TimeInForce.IOC);
    world.open("3000");

    assertThat(world.trades()).hasSize(1);
    assertThat(lastEnd().state()).isEqualTo(Order.State.EXPIRED);
    assertThat(lastEnd().executed()).isEqualTo(level(Side.BUY, 60_000, 0).quantity());
  }

  @Test
  void fillsAllOrNothingWhereThatWasAskedFor() {
    world.limit(Side.BUY, "5", "3000.7", TimeInForce.FOK);
    world.open("3000");
    assertThat(world.trades()).isEmpty();
    assertThat(lastEnd().state()).isEqualTo(Order.State.EXPIRED);

    world.limit(Side.BUY, "5", "3010", TimeInForce.FOK);
    world.open("3000");
    assertThat(world.trades()).hasSize(3);
    assertThat(lastEnd().state()).isEqualTo(Order.State.FILLED);
  }

  @Test
  void stopsWhereTheMarginEnds() {
    World poor = new World("3000", "750.08", World.TERMS, BOOK);
    poor.market(Side.BUY, "4.95", false);
    poor.open("3000");

    assertThat(poor.position().quantity()).isPositive().isLessThan(fixed("4.95"));
    FillEvent.Closed end = (FillEvent.Closed) poor.events.getLast();
    assertThat(end.state()).isEqualTo(Order.State.EXPIRED);
    assertThat(end.executed()).isEqualTo(poor.position().quantity());
    assertThat(poor.account.available()).isNotNegative();
  }
}
