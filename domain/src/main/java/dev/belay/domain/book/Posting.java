package dev.belay.domain.book;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of double entry: its entries sum to zero and its source is booked at most once.
 *
 * @param at market time
 */
public record Posting(String source, Instant at, List<Entry> entries) {

  public Posting {
    entries = List.copyOf(entries);
    Usdt sum = entries.stream().map(Entry::amount).reduce(Usdt.ZERO, Usdt::plus);
    if (!sum.isZero()) {
      throw new IllegalArgumentException(
          "Expected the entries of %s to sum to 0, was %s".formatted(source, sum));
    }
  }

  /** One line; never zero. */
  public record Entry(String account, EntryKind kind, Usdt amount) {}

  /** Gain and fee of a fill, against the outside world. No entries where both are zero. */
  public static Posting fill(String account, String external, Fill fill) {
    return new Posting(
        "fill:%s:%s:%d".formatted(account, fill.symbol(), fill.tradeId()),
        fill.at(),
        lines(
            pair(external, account, EntryKind.REALIZED_PNL, fill.realizedPnl()),
            pair(external, account, EntryKind.FEE, fill.fee().negate())));
  }

  /**
   * Money the venue paid to the account, or took when negative.
   *
   * @param source the venue's identity of the payment
   */
  public static Posting income(
      String account, String external, EntryKind kind, String source, Instant at, Usdt amount) {
    return new Posting(
        "income:%s:%s".formatted(account, source),
        at,
        lines(pair(external, account, kind, amount)));
  }

  /** Money moved between accounts, or in from outside. */
  public static Posting move(
      String source, Instant at, EntryKind kind, String from, String to, Usdt amount) {
    return new Posting(source, at, lines(pair(from, to, kind, amount)));
  }

  private static List<Entry> pair(String from, String to, EntryKind kind, Usdt amount) {
    return amount.isZero()
        ? List.of()
        : List.of(new Entry(to, kind, amount), new Entry(from, kind, amount.negate()));
  }

  @SafeVarargs
  private static List<Entry> lines(List<Entry>... pairs) {
    List<Entry> lines = new ArrayList<>();
    for (List<Entry> pair : pairs) {
      lines.addAll(pair);
    }
    return lines;
  }
}
