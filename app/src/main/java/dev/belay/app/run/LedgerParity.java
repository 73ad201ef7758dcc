package dev.belay.app.run;

import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.app.run.ParityReport.Divergence;
import dev.belay.app.run.RecoveryVerdict.Sides;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Trade;
import dev.belay.ledger.read.LedgerAudit;
import dev.belay.simulator.parity.Parity;
import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Recording.AccountBooks;
import dev.belay.simulator.store.Recording.Taken;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ledger held against a replay: its rounds' decisions led to the orders that were replayed, and
 * what came of those is what it has booked. What the venue did and the ledger had not heard of when
 * it stopped is in order as far as {@link RecoveryVerdict} has it so.
 *
 * @param intents orders of the ledger that are the venue's, by their client id
 * @param notBooked fills of which the ledger has not heard
 */
record LedgerParity(
    long rounds, long decisions, int intents, int notBooked, List<Divergence> divergences) {
  private static final String KIND = "ledger";

  /** Told with their fields, here. */
  private static final Set<String> TOLD = Set.of("FILL_MISMATCH", "FUNDING_MISMATCH");

  LedgerParity {
    divergences = List.copyOf(divergences);
  }

  static LedgerParity of(LedgerStack ledger, Recording recording, Parity parity) {
    LedgerAudit audit = new LedgerAudit(ledger.database);
    Map<String, Map<String, Asked>> asked = asked(recording);
    Map<String, Sides> sides = new TreeMap<>();
    List<Divergence> divergences = new ArrayList<>();
    int intents = 0;
    int notBooked = 0;
    for (String account : audit.accounts()) {
      LedgerAudit.Account ours = audit.of(account);
      Optional<AccountBooks> replayed = parity.books(recording, account);
      if (replayed.isEmpty()) {
        if (!ours.fills().isEmpty()) {
          divergences.add(
              new Divergence(
                  account, KIND, null, null, null, null, null, "account", "with fills", null));
        }
        continue;
      }
      Held held = new Held(account, divergences);
      Map<String, Asked> commands = asked.getOrDefault(account, Map.of());
      for (LedgerAudit.Intended intended : audit.intents(account)) {
        Asked command = commands.get(intended.intent().id().value());
        if (command != null) {
          intents++;
          held.intent(intended, command);
        }
      }
      notBooked += held.fills(audit.booked(account), replayed.get());
      held.funding(ours.funding(), replayed.get());
      sides.put(account, new Sides(ours, venue(replayed.get())));
    }
    for (String text : RecoveryVerdict.judge(ledger.installation.id(), sides).differences()) {
      Divergence judged = judged(text);
      if (!TOLD.contains(judged.field())) {
        divergences.add(judged);
      }
    }
    LedgerAudit.Rounds rounds = audit.rounds();
    return new LedgerParity(rounds.rounds(), rounds.decisions(), intents, notBooked, divergences);
  }

  /** A command that placed an order. */
  private record Asked(long number, long at, OrderRequest request) {}

  /** By account and client id. */
  private static Map<String, Map<String, Asked>> asked(Recording recording) {
    Map<String, Map<String, Asked>> asked = new HashMap<>();
    for (Taken taken : recording.commands()) {
      if (taken.command() instanceof Command.Placed(long number, OrderRequest request)) {
        var unused =
            asked
                .computeIfAbsent(String.valueOf(taken.account()), a -> new HashMap<>())
                .put(request.clientId(), new Asked(number, taken.when().at(), request));
      }
    }
    return asked;
  }

  /** A sentence such as "main.qwen: LOST_FILL trade 7 is not booked". */
  private static Divergence judged(String text) {
    int colon = text.indexOf(": ");
    int space = text.indexOf(' ', colon + 2);
    return new Divergence(
        text.substring(0, colon),
        KIND,
        null,
        null,
        null,
        null,
        null,
        text.substring(colon + 2, space),
        text.substring(space + 1),
        null);
  }

  /** Facts of one account. */
  private record Held(String account, List<Divergence> divergences) {

    void intent(LedgerAudit.Intended intended, Asked asked) {
      OrderIntent intent = intended.intent();
      OrderRequest request = asked.request();
      Fact fact =
          new Fact(
              null, "" + asked.number(), intent.id().value(), intent.symbol().value(), asked.at());
      differ(fact, "symbol", intent.symbol().value(), request.symbol().value());
      differ(fact, "side", intent.side().name(), request.side().name());
      differ(fact, "type", intent.type().name(), request.type().name());
      Quantity quantity = intent.quantity();
      differ(
          fact,
          "quantity",
          quantity == null ? "0" : plain(quantity.value()),
          plain(request.quantity()));
      differ(fact, "limit_price", price(intent.limitPrice()), plain(request.limitPrice()));
      differ(fact, "trigger_price", price(intent.triggerPrice()), plain(request.triggerPrice()));
      differ(fact, "reduces", "" + intent.reduceOnly(), "" + request.reduces());
      if (intent.leg() == Leg.ENTRY) {
        decided(fact, intended, request);
      }
    }

    /** An entry does what a recorded round's decision says. */
    private void decided(Fact fact, LedgerAudit.Intended intended, OrderRequest request) {
      Decision decision = intended.decided();
      String wanted = null;
      if (intended.roundId() != null && decision != null && decision.action().opens()) {
        wanted = decision.action() + " " + decision.symbol();
      }
      Action does = request.side() == Side.BUY ? Action.OPEN_LONG : Action.OPEN_SHORT;
      differ(fact, "decision", wanted, does + " " + request.symbol());
    }

    /** How many the ledger has not booked. */
    int fills(List<Fill> booked, AccountBooks replayed) {
      Map<Long, Fill> ours = new HashMap<>();
      booked.forEach(fill -> ours.put(fill.tradeId(), fill));
      Map<Long, OrderRow> orders = new HashMap<>();
      replayed.orders().forEach(row -> orders.put(row.order().id(), row));
      int missing = 0;
      for (Trade trade : replayed.trades()) {
        Fill fill = ours.get(trade.id());
        if (fill == null) {
          missing++;
          continue;
        }
        OrderRow order = orders.get(trade.orderId());
        Fact fact =
            new Fact(
                "" + trade.id(),
                "" + trade.orderId(),
                order == null ? null : order.order().request().clientId(),
                trade.symbol().value(),
                trade.at());
        differ(fact, "at", fill.at().toString(), Instant.ofEpochMilli(trade.at()).toString());
        differ(fact, "order", fill.venueOrderId(), "" + trade.orderId());
        differ(fact, "side", fill.side().name(), trade.side().name());
        differ(fact, "price", price(fill.price()), plain(trade.price()));
        differ(fact, "quantity", plain(fill.quantity().value()), plain(trade.quantity()));
        differ(fact, "fee", plain(fill.fee().value()), plain(trade.fee()));
        differ(fact, "realized_pnl", plain(fill.realizedPnl().value()), plain(trade.realizedPnl()));
        differ(fact, "maker", "" + fill.maker(), "" + trade.maker());
      }
      return missing;
    }

    void funding(List<LedgerAudit.Funding> booked, AccountBooks replayed) {
      Map<String, LedgerAudit.Funding> ours = new HashMap<>();
      booked.forEach(each -> ours.put(each.symbol() + "@" + each.at(), each));
      for (IncomeRow row : replayed.income()) {
        Instant at = Instant.ofEpochMilli(row.at());
        LedgerAudit.Funding funding = ours.get(row.symbol() + "@" + at);
        if (row.type().equals("FUNDING_FEE") && funding != null) {
          differ(
              new Fact(null, null, null, row.symbol(), row.at()),
              "funding_fee",
              plain(funding.amount().value()),
              plain(row.amount()));
        }
      }
    }

    private record Fact(
        @Nullable String trade,
        @Nullable String order,
        @Nullable String clientOrderId,
        String symbol,
        long at) {}

    private void differ(
        Fact fact, String field, @Nullable String recorded, @Nullable String replayed) {
      if (!Objects.equals(recorded, replayed)) {
        divergences.add(
            new Divergence(
                account,
                KIND,
                fact.trade,
                fact.order,
                fact.clientOrderId,
                fact.symbol,
                Instant.ofEpochMilli(fact.at).toString(),
                field,
                recorded,
                replayed));
      }
    }

    private static String price(@Nullable Price price) {
      return price == null ? "0" : plain(price.value());
    }

    private static String plain(BigDecimal value) {
      return Usdt.of(value).toString();
    }

    private static String plain(long fixed) {
      return Usdt.of(Fixed.decimal(fixed)).toString();
    }
  }

  /** Replayed books as the venue would tell them. */
  private static SimulatorAudit.Account venue(AccountBooks books) {
    Map<String, Integer> submissions = new HashMap<>();
    books.orders().forEach(row -> submissions.merge(key(row), 1, Integer::sum));
    return new SimulatorAudit.Account(
        books.orders().stream()
            .map(row -> order(row, submissions.getOrDefault(key(row), 0)))
            .toList(),
        books.trades().stream().map(LedgerParity::trade).toList(),
        books.income().stream().map(LedgerParity::income).toList(),
        books.positions().stream()
            .map(p -> new SimulatorAudit.Position(p.symbol(), Fixed.decimal(p.quantity())))
            .toList(),
        usdt(books.wallet()));
  }

  private static String key(OrderRow row) {
    return row.order().conditional() + " " + row.order().request().clientId();
  }

  private static SimulatorAudit.Order order(OrderRow row, int submissions) {
    Order order = row.order();
    OrderRequest request = order.request();
    return new SimulatorAudit.Order(
        "" + order.id(),
        request.clientId(),
        order.conditional(),
        request.symbol(),
        request.side(),
        request.typeName(),
        row.state().name(),
        submissions,
        Instant.ofEpochMilli(order.createdAt()));
  }

  private static SimulatorAudit.Trade trade(Trade trade) {
    return new SimulatorAudit.Trade(
        trade.id(),
        "" + trade.orderId(),
        trade.symbol(),
        trade.side(),
        Price.of(Fixed.decimal(trade.price())),
        Quantity.of(Fixed.decimal(trade.quantity())),
        usdt(trade.fee()),
        usdt(trade.realizedPnl()),
        Instant.ofEpochMilli(trade.at()));
  }

  private static SimulatorAudit.Income income(IncomeRow row) {
    return new SimulatorAudit.Income(
        row.symbol().isEmpty() ? Optional.empty() : Optional.of(Symbol.of(row.symbol())),
        row.type(),
        usdt(row.amount()),
        "" + row.tranId(),
        Instant.ofEpochMilli(row.at()),
        Optional.ofNullable(row.transferId()));
  }

  private static Usdt usdt(long fixed) {
    return Usdt.of(Fixed.decimal(fixed));
  }
}
