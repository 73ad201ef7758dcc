package dev.belay.simulator.parity;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Tape;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Recording.AccountBooks;
import dev.belay.simulator.store.Recording.Taken;
import dev.belay.simulator.venue.Matching;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes a venue's books again from its commands. Of what else was recorded it takes only the
 * numbers that orders and trades were given, which are names and decide nothing.
 */
public final class Replay {
  private final Market market;
  private final Recording recording;
  private final GivenNumbers numbers;
  private final SortedMap<String, Replayed> accounts = new TreeMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private Matching matching;
  private long steppedTo;
  private long boundaries;

  /** An account with its books. */
  private record Replayed(Account state, Scribe scribe) {
    boolean isActive() {
      return !state.positions().isEmpty() || !state.orders().isEmpty();
    }
  }

  /** A command that the venue took and the engine does not. */
  public record Refusal(Taken taken, String reason) {}

  /**
   * What a replay came to.
   *
   * @param boundaries between candles over which some account was taken
   */
  public record Result(
      SortedMap<String, AccountBooks> accounts, List<Refusal> refusals, long boundaries) {
    public Result {
      accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
      refusals = List.copyOf(refusals);
    }
  }

  private Replay(Market market, Recording recording) {
    this.market = market;
    this.recording = recording;
    this.numbers = new GivenNumbers(recording.accounts().values(), commanded(recording));
    this.matching = new Matching(market, Terms.Costs.DEFAULT, numbers);
    this.steppedTo =
        recording.commands().isEmpty()
            ? recording.clock().steppedTo()
            : recording.commands().getFirst().when().steppedTo();
  }

  /**
   * Replays a run from its first command to its end.
   *
   * @param market the recorded run's, whose prices are a function of time
   * @param reached is told market time now and then
   * @throws IllegalStateException if a command is about an account that was never opened
   */
  public static Result run(Market market, Recording recording, LongConsumer reached) {
    return new Replay(market, recording).run(reached);
  }

  /** Numbers of the orders that were asked for, and not made by the venue. */
  static Set<Long> commanded(Recording recording) {
    Set<Long> numbers = new HashSet<>();
    for (Taken taken : recording.commands()) {
      if (taken.command() instanceof Command.Placed placed) {
        numbers.add(placed.orderId());
      }
    }
    return numbers;
  }

  private Result run(LongConsumer reached) {
    for (Taken taken : recording.commands()) {
      stepTo(taken.when().steppedTo(), reached);
      take(taken);
    }
    stepTo(recording.until(), reached);
    SortedMap<String, AccountBooks> books = new TreeMap<>();
    accounts.forEach((name, each) -> books.put(name, each.scribe.books(each.state)));
    return new Result(books, refusals, boundaries);
  }

  /** An account that neither holds nor waits for anything passes any boundary unchanged. */
  private void stepTo(long boundary, LongConsumer reached) {
    while (steppedTo < boundary) {
      List<Replayed> active = accounts.values().stream().filter(Replayed::isActive).toList();
      if (active.isEmpty()) {
        steppedTo = boundary;
        return;
      }
      steppedTo += market.interval().millis();
      boundaries++;
      Tape tape = matching.boundary(steppedTo);
      for (Replayed each : active) {
        numbers.stepping(each.state.id(), steppedTo);
        each.scribe.write(matching.step(each.state, tape), null);
      }
      reached.accept(steppedTo);
    }
  }

  private void take(Taken taken) {
    Command.When when = taken.when();
    switch (taken.command()) {
      case Command.Started(Terms.Costs costs) -> matching = new Matching(market, costs, numbers);
      case Command.AccountOpened(long deposit) ->
          deposit(begin(taken, new Account(account(taken))), deposit, when, null);
      case Command.Kept kept -> begin(taken, restored(account(taken), kept)).scribe.begin(kept);
      case Command.Placed(long number, var request) -> {
        numbers.placing(number);
        decided(
            taken,
            matching.engine().place(of(taken).state, request, moment(request.symbol(), when)));
        numbers.placing(0);
      }
      case Command.Amended(long number, long quantity, long limitPrice) -> {
        Account state = of(taken).state;
        // It is placed for trial, under a number that is not used.
        numbers.placing(-1);
        decided(
            taken,
            matching
                .engine()
                .amend(state, number, quantity, limitPrice, moment(symbol(state, number), when)));
        numbers.placing(0);
      }
      case Command.Canceled(long number) ->
          decided(taken, matching.engine().cancel(of(taken).state, number, when.at()));
      case Command.LeverageChosen(Symbol symbol, int leverage) ->
          decided(taken, matching.engine().setLeverage(of(taken).state, symbol, leverage));
      case Command.Transferred(String id, long amount) -> deposit(of(taken), amount, when, id);
      case Command.TriggerSlowed(String clientId, int steps) -> {
        if (steps == 0) {
          matching.usualTrigger(account(taken), clientId);
        } else {
          matching.slowTrigger(account(taken), clientId, steps);
        }
      }
      case Command.TriggersUsual c -> matching.usualTriggers();
      case Command.Relisted(var instrument) -> matching.relist(instrument);
      case Command.ListedAsUsual c -> matching.relist();
    }
  }

  private Replayed begin(Taken taken, Account state) {
    Replayed begun = new Replayed(state, new Scribe());
    accounts.put(account(taken), begun);
    return begun;
  }

  private static Account restored(String account, Command.Kept kept) {
    return Account.restore(
        account,
        kept.wallet(),
        kept.positions(),
        kept.orders().stream().map(row -> row.order()).toList(),
        kept.leverages());
  }

  private void deposit(
      Replayed account, long amount, Command.When when, @Nullable String transferId) {
    account.scribe.write(matching.engine().deposit(account.state, amount, when.at()), transferId);
  }

  private void decided(Taken taken, Verdict verdict) {
    switch (verdict) {
      case Verdict.Accepted(List<FillEvent> events) -> of(taken).scribe.write(events, null);
      case Verdict.Rejected(Verdict.Reason reason, String detail) ->
          refusals.add(new Refusal(taken, reason + ": " + detail));
    }
  }

  private FillEngine.Moment moment(Symbol symbol, Command.When when) {
    return matching.moment(symbol, when.at(), when.steppedTo());
  }

  private Symbol symbol(Account state, long order) {
    return state
        .order(order)
        .map(open -> open.request().symbol())
        .orElseGet(() -> market.instruments().getFirst().symbol());
  }

  private static String account(Taken taken) {
    String account = taken.account();
    if (account == null) {
      throw new IllegalStateException("Expected a command of an account, was " + taken);
    }
    return account;
  }

  private Replayed of(Taken taken) {
    Replayed found = accounts.get(account(taken));
    if (found == null) {
      throw new IllegalStateException(
          "Expected an account that was opened before command %d, was %s"
              .formatted(taken.seq(), taken.account()));
    }
    return found;
  }
}
