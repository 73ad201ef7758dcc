package dev.belay.ledger;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.portfolio.TradingMode;
import dev.belay.domain.portfolio.TradingTerms;
import dev.belay.domain.risk.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which exchange account the home trades with, and on what terms: settled once. All agents share
 * it, so a symbol belongs to one of them at a time: to whose position in it is not over.
 */
public final class VenueBindings {
  private final Database database;
  private final InstantSource wall;

  public VenueBindings(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * @param unallotted what the account held beyond the fund when the home was begun
   * @param keyPrint of the API key that was confirmed last; null before the first
   * @param confirmedAt when real money was first confirmed
   */
  public record Binding(
      TradingTerms terms,
      Usdt unallotted,
      Instant boundAt,
      @Nullable String keyPrint,
      @Nullable Instant confirmedAt) {

    /** Until when the first days' limit holds; empty where there is none. */
    Optional<Instant> firstDaysEnd() {
      return terms.mode() != TradingMode.LIVE || confirmedAt == null || terms.firstDays() == 0
          ? Optional.empty()
          : Optional.of(confirmedAt.plus(Duration.ofDays(terms.firstDays())));
    }
  }

  /** Empty on paper. */
  public Optional<Binding> find() {
    return database.read(VenueBindings::find);
  }

  static Optional<Binding> find(Sql sql) {
    return sql.first(
        "SELECT * FROM belay.venue_binding",
        r ->
            new Binding(
                new TradingTerms(
                    TradingMode.of(r.text("mode")),
                    r.integer("first_days"),
                    r.usdt("first_days_notional")),
                r.usdt("unallotted"),
                r.instant("bound_at"),
                r.textOrNull("key_print"),
                r.instantOrNull("confirmed_at")));
  }

  /**
   * Binds the home to the exchange's account; one that is bound stays as it is.
   *
   * @param unallotted what the account holds beyond the fund
   * @param at when that was so, wall time; what comes later is a deposit
   */
  public Binding bind(TradingTerms terms, Usdt unallotted, Instant at) {
    return database.write(
        "bind",
        sql -> {
          sql.update(
              """
              INSERT INTO belay.venue_binding
                  (mode, first_days, first_days_notional, unallotted, bound_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (only_one) DO NOTHING""",
              terms.mode().toString(),
              terms.firstDays(),
              terms.firstDaysNotional(),
              unallotted,
              at.truncatedTo(ChronoUnit.MILLIS));
          return find(sql).orElseThrow();
        });
  }

  /**
   * Money that was put into the account at the exchange.
   *
   * @param id the exchange's
   * @param amount negative when taken out
   */
  public record Deposit(String id, Usdt amount, Instant at) {}

  /** From when on deposits may be unknown, as one may be listed late; empty on paper. */
  public Optional<Instant> depositsFrom() {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT greatest(bound_at, (SELECT max(happened_at) - interval '1 day'
                                             FROM belay.exchange_deposits)) AS known
                  FROM belay.venue_binding""",
                r -> r.instant("known")));
  }

  /** Books what is not booked yet: it is the account's, not the fund's. */
  public void book(List<Deposit> deposits) {
    var unused =
        database.write(
            "deposit",
            sql -> {
              int booked = 0;
              for (Deposit deposit : deposits) {
                booked += book(sql, deposit);
              }
              return booked;
            });
  }

  private int book(Sql sql, Deposit deposit) {
    int booked =
        sql.update(
            """
            INSERT INTO belay.exchange_deposits (id, amount, happened_at, booked_at)
              VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""",
            deposit.id(),
            deposit.amount(),
            deposit.at(),
            now());
    if (booked == 1) {
      String portfolio =
          sql.one(
              "SELECT portfolio FROM belay.accounts WHERE kind = 'agent' ORDER BY id LIMIT 1",
              r -> r.text("portfolio"));
      Accounts.lockPortfolio(sql, portfolio);
      Journal.append(
          sql,
          Accounts.unallocated(portfolio),
          "exchange_deposit",
          Map.of("id", deposit.id(), "amount", deposit.amount(), "at", deposit.at()),
          now());
    }
    return booked;
  }

  /** An operator has confirmed that the key may trade for the fund. */
  public void confirm(String portfolio, String keyPrint) {
    Instant now = now();
    var unused =
        database.write(
            "confirm",
            sql -> {
              Accounts.lockPortfolio(sql, portfolio);
              int changed =
                  sql.update(
                      """
                      UPDATE belay.venue_binding
                        SET key_print = ?, confirmed_at = coalesce(confirmed_at, ?)
                        WHERE key_print IS DISTINCT FROM ?""",
                      keyPrint,
                      now,
                      keyPrint);
              if (changed == 1) {
                Journal.append(
                    sql,
                    Accounts.unallocated(portfolio),
                    "live_confirmed",
                    Map.of("key", keyPrint),
                    now);
              }
              return changed;
            });
  }

  /** Why the agent may not enter the symbol: another one holds it on the shared account. */
  static Optional<Refusal> taken(Sql sql, Rounds.Ref round, @Nullable Symbol symbol) {
    if (symbol == null || find(sql).isEmpty()) {
      return Optional.empty();
    }
    return AccountShares.holder(sql, symbol)
        .filter(holder -> !Objects.equals(holder, round.account()))
        .map(
            holder ->
                new Refusal(
                    RefusalCode.SYMBOL_TAKEN,
                    "Expected a symbol that no other agent holds on the shared account, but %s is held by %s"
                        .formatted(symbol, holder)));
  }

  /** The verdict, unless it would lift the open notional above the first days' limit. */
  static Verdict withinFirstDays(
      Sql sql, Verdict.Admitted admitted, Usdt openNotional, Instant now) {
    Binding binding = find(sql).orElse(null);
    if (binding == null) {
      return admitted;
    }
    Instant end = binding.firstDaysEnd().orElse(null);
    Usdt most = binding.terms().firstDaysNotional();
    Usdt would = openNotional.plus(admitted.notional());
    return end == null || !now.isBefore(end) || would.compareTo(most) <= 0
        ? admitted
        : new Verdict.Refused(
            new Refusal(
                RefusalCode.NOTIONAL_EXCEEDS_FIRST_DAYS,
                "Expected an open notional of at most %s until %s, would be %s"
                    .formatted(most, end, would)));
  }

  private Instant now() {
    return wall.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
