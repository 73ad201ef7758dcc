package dev.belay.domain.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.Instruction.End;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionFacts.LegOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A small world around the machine: instructions, refusals and fills in any order. */
class InstructionPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-01-05T00:00:00Z");

  /**
   * A part is closed while a target moves, and the venue refuses what was to rest for the smaller
   * rest: once the move was taken for refused though its order rested, and twice two targets
   * stayed.
   */
  @Test
  void aLargerOrderThatRestsWhereItIsWantedWillDo() {
    for (long seed : new long[] {150_154, 5_076, 16_804}) {
      aHeldPositionIsGuardedThroughoutAndEndsAsWanted(seed);
    }
  }

  @Property(tries = 1000)
  void aHeldPositionIsGuardedThroughoutAndEndsAsWanted(@ForAll long seed) {
    World world = new World(new Random(seed));
    for (int step = 0; step < 120; step++) {
      world.step();
      world.check();
    }
    world.calm = true;
    for (int step = 0; step < 200; step++) {
      world.step();
      world.check();
    }
    world.checkRest();
  }

  /** The ledger's and the venue's side in one: what is recorded is at the venue when it works. */
  private static final class World {
    private final Random random;
    private final List<LegOrder> orders = new ArrayList<>();
    private final List<UnderWay> underWay = new ArrayList<>();
    private Quantity held = Quantity.of("1");
    private Price stop = Price.of("95");
    private @Nullable Price target = Price.of("120");
    private int told;
    private boolean calm;

    World(Random random) {
      this.random = random;
      orders.add(order(Leg.ENTRY, 0, OrderStatus.FILLED, "1", held, null));
      orders.add(order(Leg.STOP, 0, OrderStatus.WORKING, "0", null, stop));
    }

    void step() {
      switch (random.nextInt(calm ? 2 : 3)) {
        case 0 -> drive();
        case 1 -> news();
        default -> tell();
      }
    }

    private void drive() {
      PositionMachine.Plan plan = PositionMachine.next(facts(), NOW);
      for (PositionCommand command : plan.commands()) {
        switch (command) {
          case PositionCommand.Place place -> place(place);
          case PositionCommand.Cancel(ClientOrderId id) ->
              change(id, order -> with(order, OrderStatus.CANCELED, order.executed()));
          case PositionCommand.Settle settle -> settle(settle);
          case PositionCommand.Run ignored -> {}
          case PositionCommand.Store store ->
              assertThat(store.status()).as("nothing closes it").isEqualTo(PositionStatus.OPEN);
        }
      }
    }

    private void place(PositionCommand.Place place) {
      assertThat(orders).noneMatch(o -> o.leg() == place.leg() && o.number() == place.number());
      if (place.quantity() == null) {
        assertThat(orders)
            .as("the venue takes one order without a quantity in a direction")
            .noneMatch(o -> o.leg() == place.leg() && o.isActive() && o.quantity() == null);
      } else if (place.leg() == Leg.EXIT) {
        assertThat(place.quantity()).isLessThanOrEqualTo(held);
      }
      orders.add(
          order(
              place.leg(),
              place.number(),
              OrderStatus.RECORDED,
              "0",
              place.quantity(),
              place.trigger()));
    }

    private void settle(PositionCommand.Settle settle) {
      UnderWay ended =
          underWay.stream().filter(i -> i.n() == settle.instruction()).findFirst().orElseThrow();
      underWay.remove(ended);
      if (settle.end() == End.DONE) {
        switch (ended.wanted()) {
          case Instruction.MoveStop(Price price) -> stop = price;
          case Instruction.MoveTarget(Price price) -> target = price;
          case Instruction.Close ignored -> {}
        }
      }
    }

    /** One order on its way arrives or fails; a working exit trades. */
    private void news() {
      List<LegOrder> open = orders.stream().filter(LegOrder::isActive).toList();
      LegOrder order = open.get(random.nextInt(open.size()));
      if (order.status() == OrderStatus.RECORDED) {
        boolean fails = !calm && random.nextInt(3) == 0;
        change(
            order.id(),
            o -> with(o, fails ? OrderStatus.REJECTED : OrderStatus.WORKING, Quantity.ZERO));
      } else if (order.leg() == Leg.EXIT && order.quantity() != null) {
        Quantity traded = order.quantity();
        held = held.minus(traded);
        change(order.id(), o -> with(o, OrderStatus.FILLED, traded));
      }
    }

    private void tell() {
      int kind = random.nextInt(3);
      Instruction wanted =
          switch (kind) {
            case 0 -> new Instruction.MoveStop(Price.of(new BigDecimal(90 + random.nextInt(9))));
            case 1 ->
                new Instruction.MoveTarget(
                    random.nextInt(4) == 0
                        ? null
                        : Price.of(new BigDecimal(110 + random.nextInt(9))));
            default ->
                new Instruction.Close(Quantity.of(held.value().multiply(new BigDecimal("0.3"))));
          };
      Leg leg = kind == 0 ? Leg.STOP : kind == 1 ? Leg.TARGET : Leg.EXIT;
      if (underWay.stream().noneMatch(i -> i.wanted().kind() == wanted.kind())) {
        underWay.add(new UnderWay(++told, wanted, facts().nextNumber(leg)));
      }
    }

    void check() {
      assertThat(facts().isGuarded()).as("a stop rests for all that is held").isTrue();
    }

    void checkRest() {
      assertThat(underWay).isEmpty();
      assertThat(active(Leg.EXIT)).isEmpty();
      assertThat(active(Leg.STOP))
          .singleElement()
          .satisfies(
              o -> {
                assertThat(o.triggersAt(stop)).isTrue();
                assertThat(o.fits(stop, held) || (o.covers(held) && refusedThrice(Leg.STOP)))
                    .as("for just what is held, unless the venue would not have it")
                    .isTrue();
              });
      if (target == null) {
        assertThat(active(Leg.TARGET)).isEmpty();
      } else {
        Price aim = target;
        assertThat(active(Leg.TARGET))
            .hasSizeLessThanOrEqualTo(1)
            .allSatisfy(o -> assertThat(o.triggersAt(aim) && o.covers(held)).isTrue());
      }
    }

    private boolean refusedThrice(Leg leg) {
      return facts().of(leg).stream()
          .limit(PositionMachine.STOP_TRIES)
          .allMatch(o -> o.status() == OrderStatus.REJECTED);
    }

    private List<LegOrder> active(Leg leg) {
      return orders.stream().filter(o -> o.leg() == leg && o.isActive()).toList();
    }

    private void change(ClientOrderId id, UnaryOperator<LegOrder> by) {
      orders.replaceAll(o -> o.id().equals(id) ? by.apply(o) : o);
    }

    private PositionFacts facts() {
      return new PositionFacts(
          PositionStatus.OPEN,
          held,
          stop,
          target,
          null,
          NOW,
          NOW,
          Duration.ofSeconds(5),
          underWay,
          orders);
    }

    private static LegOrder with(LegOrder o, OrderStatus status, Quantity executed) {
      return new LegOrder(
          o.id(), o.leg(), o.number(), status, executed, o.quantity(), o.trigger(), "reason", null);
    }

    private static LegOrder order(
        Leg leg,
        int number,
        OrderStatus status,
        String executed,
        @Nullable Quantity quantity,
        @Nullable Price trigger) {
      return new LegOrder(
          ClientOrderId.derive("i", "a", "p", leg, number),
          leg,
          number,
          status,
          Quantity.of(executed),
          quantity,
          trigger,
          null,
          null);
    }
  }
}
