package dev.belay.app.run;

import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.Side;
import dev.belay.ledger.read.LedgerAudit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the venue's own record against the ledger and the decisions. What the venue has done and
 * the ledger has not heard of yet is in order only while the order it belongs to is not over; a
 * liquidation, which belongs to none, while the ledger holds the position and no later trade.
 */
final class RecoveryVerdict {
  private final LedgerStack ledger;
  private final SimulatorAudit venue;

  RecoveryVerdict(LedgerStack ledger, SimulatorAudit venue) {
    this.ledger = ledger;
    this.venue = venue;
  }

  Verdict judge() {
    LedgerAudit audit = new LedgerAudit(ledger.database);
    Map<String, Sides> accounts = new TreeMap<>();
    for (String account : audit.accounts()) {
      // The ledger first: what the venue does in between is pending, never missing.
      LedgerAudit.Account ours = audit.of(account);
      accounts.put(account, new Sides(ours, venue.of(account)));
    }
    return judge(ledger.installation.id(), accounts);
  }

  /** An account as both sides have it. */
  record Sides(LedgerAudit.Account ledger, SimulatorAudit.Account venue) {}

  static Verdict judge(String installation, Map<String, Sides> accounts) {
    List<String> differences = new ArrayList<>();
    int orders = 0;
    int fills = 0;
    int duplicates = 0;
    for (Map.Entry<String, Sides> entry : accounts.entrySet()) {
      Judged judged = new Judged(installation, entry.getKey(), entry.getValue());
      judged.run();
      differences.addAll(judged.differences);
      orders += judged.atVenue.size();
      fills += entry.getValue().venue().trades().size();
      duplicates += judged.duplicates;
    }
    return new Verdict(accounts.size(), orders, fills, duplicates, differences);
  }

  private static final class Judged {
    /** Client ids that the venue gives: to what a conditional order becomes, and its own. */
    private static final String TRIGGERED = "algo-";

    private static final String LIQUIDATION = "autoclose-";
    private static final Set<String> OPEN_AT_THE_VENUE = Set.of("NEW", "PARTIALLY_FILLED");
    private final String installation;
    private final String account;
    private final LedgerAudit.Account ledger;
    private final SimulatorAudit.Account venue;
    private final Map<String, LedgerAudit.Order> recorded = new HashMap<>();
    private final Map<String, SimulatorAudit.Order> atVenue = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<Symbol, BigDecimal> pending = new HashMap<>();
    private BigDecimal pendingCash = BigDecimal.ZERO;
    private int duplicates;

    Judged(String installation, String account, Sides sides) {
      this.installation = installation;
      this.account = account;
      this.ledger = sides.ledger();
      this.venue = sides.venue();
      ledger.orders().forEach(order -> recorded.put(order.id().value(), order));
      venue.orders().stream()
          .filter(order -> !isTheVenuesOwn(order.clientOrderId()))
          .forEach(this::seen);
    }

    private void seen(SimulatorAudit.Order order) {
      SimulatorAudit.Order earlier = atVenue.put(order.clientOrderId(), order);
      // The venue counts within an endpoint; the same id on the other one is a second order too.
      if (earlier != null && earlier.conditional() != order.conditional()) {
        duplicates++;
        differ("DUPLICATE_ORDER %s is at both endpoints", order.clientOrderId());
      }
    }

    private static boolean isTheVenuesOwn(String clientId) {
      return clientId.startsWith(TRIGGERED) || clientId.startsWith(LIQUIDATION);
    }

    void run() {
      ordersAtTheVenue();
      ordersInTheLedger();
      decisions();
      fills();
      funding();
      transfers();
      cash();
      positions();
    }

    private void ordersAtTheVenue() {
      for (SimulatorAudit.Order order : atVenue.values()) {
        if (order.submissions() > 1) {
          duplicates++;
          differ(
              "DUPLICATE_ORDER %s was accepted %d times",
              order.clientOrderId(), order.submissions());
        }
        LedgerAudit.Order ours = recorded.get(order.clientOrderId());
        if (ours == null) {
          differ("UNKNOWN_ORDER %s is at the venue and not in the ledger", order.clientOrderId());
        } else if (!ours.claimed()) {
          differ("UNCLAIMED_ORDER %s is at the venue and was never claimed", ours.id());
        } else if (ours.status().isTerminal() && OPEN_AT_THE_VENUE.contains(order.status())) {
          differ(
              "STILL_OPEN %s is %s and %s at the venue", ours.id(), ours.status(), order.status());
        }
      }
    }

    private void ordersInTheLedger() {
      for (LedgerAudit.Order order : ledger.orders()) {
        ClientOrderId derived =
            ClientOrderId.derive(installation, account, order.cause(), order.leg(), order.number());
        if (!order.id().equals(derived)) {
          differ("FOREIGN_ID %s does not derive from %s", order.id(), order.cause());
        }
        boolean there = atVenue.containsKey(order.id().value());
        switch (order.status()) {
          case WORKING, TRIGGERED, FILLED, CANCELED, EXPIRED -> {
            if (!there) {
              differ("LOST_ORDER %s is %s and not at the venue", order.id(), order.status());
            }
          }
          case NOT_PLACED, REJECTED -> {
            if (there) {
              differ("IGNORED_UNKNOWN %s is %s and at the venue", order.id(), order.status());
            }
          }
          case RECORDED, SENT -> {
            // Not known yet, and the ledger says so.
          }
        }
      }
    }

    private void decisions() {
      Set<String> decided = new HashSet<>();
      Set<String> entered = new HashSet<>();
      ledger.opened().forEach(opened -> decided.add(opened.decisionId()));
      for (LedgerAudit.Order order : ledger.orders()) {
        if (order.leg() == Leg.ENTRY && !entered.add(order.cause())) {
          differ("DECISION_TWICE %s has more than one entry", order.cause());
        }
      }
      for (String cause : entered) {
        if (!decided.contains(cause)) {
          differ("UNDECIDED_ORDER of %s has no decision behind it", cause);
        }
      }
      for (String cause : decided) {
        if (!entered.contains(cause)) {
          differ("LOST_DECISION %s was admitted and has no order", cause);
        }
      }
    }

    private void fills() {
      Map<String, LedgerAudit.Fill> booked = new HashMap<>();
      ledger.fills().forEach(fill -> booked.put(fill.symbol() + "/" + fill.tradeId(), fill));
      Set<String> open = openVenueNumbers();
      Map<Symbol, Long> booksUpTo = new HashMap<>();
      ledger.fills().forEach(f -> booksUpTo.merge(f.symbol(), f.tradeId(), Math::max));
      for (SimulatorAudit.Trade trade : venue.trades()) {
        LedgerAudit.Fill ours = booked.remove(trade.symbol() + "/" + trade.tradeId());
        if (ours == null) {
          boolean heard = trade.tradeId() < booksUpTo.getOrDefault(trade.symbol(), 0L);
          pendingOrMissing(trade, open, heard);
        } else if (!ours.price().equals(trade.price())
            || !ours.quantity().equals(trade.quantity())
            || !ours.fee().equals(trade.fee())
            || !ours.realizedPnl().equals(trade.realizedPnl())) {
          differ("FILL_MISMATCH trade %s/%d: %s", trade.symbol(), trade.tradeId(), ours);
        }
      }
      booked.keySet().forEach(key -> differ("INVENTED_FILL trade %s is not the venue's", key));
    }

    /** Venue numbers of orders whose end the ledger does not know, and of what they triggered. */
    private Set<String> openVenueNumbers() {
      Set<String> numbers = new HashSet<>();
      for (SimulatorAudit.Order order : venue.orders()) {
        LedgerAudit.Order ours = recorded.get(order.clientOrderId());
        if (ours != null && !ours.status().isTerminal()) {
          numbers.add(order.orderId());
        }
      }
      for (SimulatorAudit.Order order : venue.orders()) {
        String id = order.clientOrderId();
        if (id.startsWith(TRIGGERED) && numbers.contains(id.substring(TRIGGERED.length()))) {
          numbers.add(order.orderId());
        }
      }
      return numbers;
    }

    /**
     * @param heard the ledger has a later trade of the symbol: the feed has been past this one
     */
    private void pendingOrMissing(SimulatorAudit.Trade trade, Set<String> open, boolean heard) {
      boolean pends =
          open.contains(trade.orderId())
              || (isLiquidation(trade.orderId()) && holds(trade.symbol()) && !heard);
      if (pends) {
        BigDecimal signed = trade.quantity().value();
        pending.merge(
            trade.symbol(), trade.side() == Side.BUY ? signed : signed.negate(), BigDecimal::add);
        pendingCash = pendingCash.add(trade.realizedPnl().value()).subtract(trade.fee().value());
      } else {
        differ(
            "LOST_FILL trade %s/%d of order %s is not booked",
            trade.symbol(), trade.tradeId(), trade.orderId());
      }
    }

    private boolean isLiquidation(String orderId) {
      return venue.orders().stream()
          .anyMatch(
              order ->
                  order.orderId().equals(orderId) && order.clientOrderId().startsWith(LIQUIDATION));
    }

    private boolean holds(Symbol symbol) {
      return ledger.holdings().stream().anyMatch(held -> held.symbol().equals(symbol));
    }

    private void funding() {
      Map<String, Usdt> booked = new HashMap<>();
      ledger.funding().forEach(f -> booked.put(f.symbol() + "@" + f.at(), f.amount()));
      for (SimulatorAudit.Income income : venue.income()) {
        if (!income.type().equals("FUNDING_FEE")) {
          continue;
        }
        String key = income.symbol().map(Symbol::value).orElse("") + "@" + income.at();
        Usdt ours = booked.remove(key);
        if (ours == null) {
          // The feed fetches funding when it next looks; nothing is lost by that.
          pendingCash = pendingCash.add(income.amount().value());
        } else if (!ours.equals(income.amount())) {
          differ("FUNDING_MISMATCH %s: %s, at the venue %s", key, ours, income.amount());
        }
      }
      booked.keySet().forEach(key -> differ("INVENTED_FUNDING %s", key));
    }

    /** What is taken is booked before the venue moves it, what is given afterwards. */
    private void transfers() {
      Map<String, Usdt> moved = new TreeMap<>();
      for (SimulatorAudit.Income income : venue.income()) {
        if (income.type().equals("TRANSFER")) {
          income.transferId().ifPresent(id -> moved.put(id, income.amount()));
        }
      }
      for (LedgerAudit.Transfer ours : ledger.transfers()) {
        Usdt there = moved.remove(ours.id());
        boolean taken = ours.amount().isNegative();
        if (there != null && !there.equals(ours.amount())) {
          differ("TRANSFER_MISMATCH %s: %s, at the venue %s", ours.id(), ours.amount(), there);
        } else if (ours.status().equals("DONE") && there == null) {
          differ("LOST_TRANSFER %s of %s is not at the venue", ours.id(), ours.amount());
        } else if (ours.status().equals("REFUSED") && there != null) {
          differ("IGNORED_TRANSFER %s of %s is at the venue", ours.id(), ours.amount());
        } else if (ours.status().equals("PENDING") && taken && there == null) {
          pendingCash = pendingCash.subtract(ours.amount().value());
        } else if (ours.status().equals("PENDING") && !taken && there != null) {
          pendingCash = pendingCash.add(ours.amount().value());
        }
      }
      moved.forEach((id, amount) -> differ("INVENTED_TRANSFER %s of %s", id, amount));
    }

    private void cash() {
      Usdt expected = Usdt.of(venue.walletBalance().value().subtract(pendingCash));
      if (!ledger.cash().equals(expected)) {
        differ(
            "BALANCE_DRIFT the ledger has %s, the venue %s without what is pending",
            ledger.cash(), expected);
      }
    }

    private void positions() {
      Map<Symbol, BigDecimal> held = new TreeMap<>();
      venue.positions().forEach(p -> held.merge(p.symbol(), p.amount(), BigDecimal::add));
      pending.forEach((symbol, signed) -> held.merge(symbol, signed.negate(), BigDecimal::add));
      ledger
          .holdings()
          .forEach(h -> held.merge(h.symbol(), h.signed().value().negate(), BigDecimal::add));
      held.forEach(
          (symbol, difference) -> {
            if (difference.signum() != 0) {
              differ("QUANTITY_MISMATCH %s by %s", symbol, difference.toPlainString());
            }
          });
    }

    private void differ(String form, Object... parameters) {
      differences.add(account + ": " + form.formatted(parameters));
    }
  }
}
