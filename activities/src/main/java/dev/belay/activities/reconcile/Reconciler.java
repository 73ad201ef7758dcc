package dev.belay.activities.reconcile;

import dev.belay.activities.book.DepositBook;
import dev.belay.activities.venue.AccountFunding;
import dev.belay.activities.venue.Venue;
import dev.belay.activities.venue.VenueException;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.position.Direction;
import dev.belay.domain.reconcile.AccountSides;
import dev.belay.domain.reconcile.AccountSides.Held;
import dev.belay.domain.reconcile.AccountSides.Resting;
import dev.belay.domain.reconcile.Difference;
import dev.belay.domain.reconcile.Reconciliation;
import dev.belay.domain.reconcile.Repair;
import dev.belay.ledger.Cases;
import dev.belay.workflows.order.VenueActivities;
import dev.belay.workflows.reconcile.ReconcileActivities;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks ledger, venue and Temporal for each account, and carries the safe steps out. */
public final class Reconciler implements ReconcileActivities {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Cases cases;
  private final Venue venue;
  private final VenueActivities orders;
  private final AccountFunding funding;
  private final DepositBook deposits;
  private final Running running;
  private final Failpoints failpoints;

  /**
   * @param orders cancels at the venue
   */
  public Reconciler(
      Cases cases,
      Venue venue,
      VenueActivities orders,
      AccountFunding funding,
      DepositBook deposits,
      Running running,
      Failpoints failpoints) {
    this.cases = cases;
    this.venue = venue;
    this.orders = orders;
    this.funding = funding;
    this.deposits = deposits;
    this.running = running;
    this.failpoints = failpoints;
  }

  /** The workflows of orders and positions. */
  public interface Running {
    /** Those that no running workflow looks after, by client id and position id. */
    Set<String> without(Collection<String> orders, Collection<String> positions);

    /** The order's workflow looks at the venue; started where it does not run. */
    void tellOrder(ClientOrderId id);

    /** The position's workflow looks at the ledger; started where it does not run. */
    void tellPosition(String positionId);
  }

  @Override
  public Looked look(String portfolio) {
    List<Difference> differences = new ArrayList<>();
    SortedMap<String, String> unreachable = new TreeMap<>();
    int accounts = 0;
    int resting = 0;
    int positions = 0;
    Venue now = venue.snapshot();
    for (String account : cases.accounts(portfolio)) {
      try {
        AccountSides sides = sides(account, now);
        differences.addAll(Reconciliation.of(sides));
        accounts++;
        resting += sides.venue().resting().size();
        positions += sides.ledger().holdings().size();
      } catch (VenueException e) {
        unreachable.put(account, "" + e.getMessage());
      }
    }
    return new Looked(accounts, resting, positions, differences, unreachable);
  }

  private AccountSides sides(String account, Venue now) {
    AccountSides.Venue there =
        new AccountSides.Venue(
            now.balance(account).wallet(),
            now.resting(account).stream()
                .map(r -> new Resting(r.clientId(), r.symbol(), r.isVenuesOwn()))
                .toList(),
            now.positions(account).stream().map(Reconciler::held).toList());
    Set<String> shown = new HashSet<>();
    there.resting().forEach(order -> shown.add(order.clientId()));
    AccountSides.Ledger ours = cases.side(account, shown);
    Set<String> without =
        running.without(
            ours.orders().stream()
                .filter(order -> !order.status().isTerminal())
                .map(AccountSides.Order::id)
                .toList(),
            ours.holdings().stream().map(AccountSides.Holding::positionId).toList());
    return new AccountSides(account, ours, there, without);
  }

  private static Held held(VenueActivities.VenuePosition position) {
    BigDecimal quantity = position.quantity().value();
    return new Held(
        position.symbol(), position.direction() == Direction.LONG ? quantity : quantity.negate());
  }

  @Override
  public void repair(List<Difference> differences) {
    for (Difference difference : differences) {
      log.info(
          "{} {} {}: {}; {}",
          difference.account(),
          difference.kind(),
          difference.subject(),
          difference.detail(),
          difference.repairs().isEmpty() ? "left to the operator" : difference.repairs());
      for (Repair repair : difference.repairs()) {
        failpoints.hit("reconcile.repair");
        carryOut(repair, difference.account());
      }
    }
  }

  private void carryOut(Repair repair, String account) {
    switch (repair.step()) {
      case LOOK_AT_ORDER -> running.tellOrder(ClientOrderId.of(repair.subject()));
      case TELL_POSITION -> running.tellPosition(repair.subject());
      case CANCEL_ORDER -> orders.cancel(ClientOrderId.of(repair.subject()));
      case BOOK_FUNDING -> {
        funding.book(account);
        deposits.book(account);
      }
    }
  }

  @Override
  public void record(Reconciled reconciled) {
    Looked looked = reconciled.looked();
    cases.record(
        new Cases.Run(
            reconciled.portfolio(),
            reconciled.began(),
            looked.accounts(),
            looked.orders(),
            looked.positions(),
            Map.copyOf(looked.unreachable()),
            reconciled.standing(),
            reconciled.left()));
  }
}
