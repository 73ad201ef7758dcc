package dev.belay.domain.reconcile;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.reconcile.AccountSides.Holding;
import dev.belay.domain.reconcile.AccountSides.Order;
import dev.belay.domain.reconcile.AccountSides.Resting;
import dev.belay.domain.reconcile.Repair.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the sides of an account differ. The sides are never of one moment, so a single look shows
 * what moves, too: only a difference that two looks show unchanged is one ({@link #unchanged}).
 */
public final class Reconciliation {
  private final AccountSides sides;
  private final List<Difference> found = new ArrayList<>();
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, Resting> resting = new LinkedHashMap<>();
  private final Map<Symbol, BigDecimal> held = new TreeMap<>();

  private Reconciliation(AccountSides sides) {
    this.sides = sides;
    sides.ledger().orders().forEach(order -> orders.put(order.id(), order));
    sides.venue().resting().forEach(order -> resting.put(order.clientId(), order));
    sides.venue().held().forEach(h -> held.merge(h.symbol(), h.quantity(), BigDecimal::add));
  }

  /** All differences, in the order of what is to be mended first. */
  public static List<Difference> of(AccountSides sides) {
    Reconciliation run = new Reconciliation(sides);
    run.notRunning();
    run.ordersInTheLedger();
    run.ordersAtTheVenue();
    run.positions();
    run.guards();
    run.cash();
    return List.copyOf(run.found);
  }

  /** Those of the later look that the earlier one showed just so. */
  public static List<Difference> unchanged(List<Difference> earlier, List<Difference> later) {
    return later.stream().filter(d -> earlier.stream().anyMatch(d::sameAs)).toList();
  }

  private void notRunning() {
    for (String id : new TreeSet<>(sides.notRunning())) {
      Order order = orders.get(id);
      Repair repair =
          order == null
              ? new Repair(Step.TELL_POSITION, id)
              : new Repair(Step.LOOK_AT_ORDER, order.id());
      String what = order == null ? "the position" : "the order, which is " + order.status();
      found.add(
          new Difference(
              sides.account(),
              CaseKind.NOT_RUNNING,
              order == null ? symbolOf(id) : order.symbol(),
              id,
              "no workflow looks after " + what,
              List.of(repair)));
    }
  }

  private @Nullable Symbol symbolOf(String positionId) {
    return sides.ledger().holdings().stream()
        .filter(holding -> holding.positionId().equals(positionId))
        .map(Holding::symbol)
        .findFirst()
        .orElse(null);
  }

  private void ordersInTheLedger() {
    for (Order order : orders.values()) {
      // What was recorded or sent is in doubt by name; its workflow resolves that.
      if (order.status() == OrderStatus.WORKING && !resting.containsKey(order.id())) {
        boolean triggered = order.leg().isProtective() && venuesOwnIn(order.symbol());
        add(
            triggered ? CaseKind.TRIGGERED_UNFILLED : CaseKind.MISSING_ORDER,
            order.symbol(),
            order.id(),
            triggered
                ? "%s in the ledger, another order in its place at the venue".formatted(order.leg())
                : "%s in the ledger, not among the venue's open orders".formatted(order.leg()),
            new Repair(Step.LOOK_AT_ORDER, order.id()));
      }
    }
  }

  private boolean venuesOwnIn(Symbol symbol) {
    return resting.values().stream().anyMatch(r -> r.venuesOwn() && r.symbol().equals(symbol));
  }

  private void ordersAtTheVenue() {
    for (Resting order : resting.values()) {
      Order ours = orders.get(order.clientId());
      if (order.venuesOwn()) {
        continue;
      }
      if (ours == null) {
        add(
            CaseKind.UNKNOWN_ORDER,
            order.symbol(),
            order.clientId(),
            "rests at the venue; cancel it there if it is not wanted");
      } else if (ours.positionOver()) {
        add(
            CaseKind.ORPHAN_STOP,
            order.symbol(),
            order.clientId(),
            "%s of %s, which is over".formatted(ours.leg(), ours.positionId()),
            new Repair(Step.CANCEL_ORDER, order.clientId()));
      } else if (ours.status().isTerminal()) {
        add(
            CaseKind.STILL_OPEN,
            order.symbol(),
            order.clientId(),
            "%s in the ledger".formatted(ours.status()),
            new Repair(Step.CANCEL_ORDER, order.clientId()),
            new Repair(Step.LOOK_AT_ORDER, order.clientId()));
      }
    }
  }

  private void positions() {
    Set<Symbol> known = new HashSet<>();
    for (Holding holding : sides.ledger().holdings()) {
      known.add(holding.symbol());
      BigDecimal there = held.getOrDefault(holding.symbol(), BigDecimal.ZERO);
      if (there.compareTo(holding.quantity()) != 0) {
        List<Repair> repairs = new ArrayList<>();
        orders.values().stream()
            .filter(order -> order.positionId().equals(holding.positionId()))
            .forEach(order -> repairs.add(new Repair(Step.LOOK_AT_ORDER, order.id())));
        repairs.add(new Repair(Step.TELL_POSITION, holding.positionId()));
        add(
            CaseKind.QUANTITY_MISMATCH,
            holding.symbol(),
            holding.positionId(),
            "%s in the ledger, %s at the venue".formatted(plain(holding.quantity()), plain(there)),
            repairs.toArray(Repair[]::new));
      }
    }
    held.forEach(
        (symbol, quantity) -> {
          if (!known.contains(symbol) && quantity.signum() != 0) {
            add(
                CaseKind.UNKNOWN_POSITION,
                symbol,
                symbol.value(),
                "%s at the venue; close it there if it is not wanted".formatted(plain(quantity)));
          }
        });
  }

  private void guards() {
    for (Holding holding : sides.ledger().holdings()) {
      boolean there = held.getOrDefault(holding.symbol(), BigDecimal.ZERO).signum() != 0;
      if (holding.stopDue() && there && holding.quantity().signum() != 0 && !isGuarded(holding)) {
        List<Repair> repairs = new ArrayList<>();
        orders.values().stream()
            .filter(o -> o.positionId().equals(holding.positionId()) && o.leg() == Leg.STOP)
            .forEach(order -> repairs.add(new Repair(Step.LOOK_AT_ORDER, order.id())));
        repairs.add(new Repair(Step.TELL_POSITION, holding.positionId()));
        add(
            CaseKind.NAKED_POSITION,
            holding.symbol(),
            holding.positionId(),
            "%s held without a stop at the venue".formatted(plain(holding.quantity())),
            repairs.toArray(Repair[]::new));
      }
    }
  }

  private boolean isGuarded(Holding holding) {
    return venuesOwnIn(holding.symbol())
        || orders.values().stream()
            .anyMatch(
                order ->
                    order.positionId().equals(holding.positionId())
                        && order.leg() == Leg.STOP
                        && resting.containsKey(order.id()));
  }

  private void cash() {
    var ours = sides.ledger().cash();
    if (ours != null && !ours.equals(sides.venue().wallet())) {
      BigDecimal drift = sides.venue().wallet().value().subtract(ours.value());
      add(
          CaseKind.BALANCE_DRIFT,
          null,
          sides.account(),
          "the venue has %s%s USDT".formatted(drift.signum() > 0 ? "+" : "", plain(drift)),
          new Repair(Step.BOOK_FUNDING, sides.account()));
    }
  }

  private void add(
      CaseKind kind, @Nullable Symbol symbol, String subject, String detail, Repair... repairs) {
    found.add(
        new Difference(sides.account(), kind, symbol, subject, detail, Arrays.asList(repairs)));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
