package dev.belay.ledger;

import dev.belay.domain.book.EntryKind;
import dev.belay.domain.money.Usdt;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Sums of an account's entries by kind. */
public record Balances(Map<EntryKind, Usdt> byKind) {
  public static final Balances NONE = new Balances(Map.of());

  public Usdt of(EntryKind kind) {
    return byKind.getOrDefault(kind, Usdt.ZERO);
  }

  /** Everything the account holds. */
  public Usdt cash() {
    return byKind.values().stream().reduce(Usdt.ZERO, Usdt::plus);
  }

  /** What was put in, net of what was taken out. */
  Usdt transfers() {
    return of(EntryKind.DEPOSIT).plus(of(EntryKind.TRANSFER));
  }

  /** Of every account of the portfolio that has any. */
  public static Map<String, Balances> ofPortfolio(Sql sql, String portfolio) {
    Map<String, Map<EntryKind, Usdt>> sums = new HashMap<>();
    sql.list(
        """
        SELECT b.account, b.kind, b.amount FROM belay.balances b
          JOIN belay.accounts a ON a.id = b.account WHERE a.portfolio = ?""",
        r ->
            sums.computeIfAbsent(r.text("account"), a -> new EnumMap<>(EntryKind.class))
                .put(r.constant("kind", EntryKind.class), r.usdt("amount")),
        portfolio);
    Map<String, Balances> balances = new HashMap<>();
    sums.forEach((account, byKind) -> balances.put(account, new Balances(byKind)));
    return balances;
  }
}
