package dev.belay.app.run;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a replay of a recorded run came to.
 *
 * @param rounds of the ledger whose decisions were replayed
 * @param decisions elements of those decisions
 * @param accounts at the venue
 * @param commands that the venue took
 * @param starts how often it was started, and the run went on
 * @param ordersCompared the venue's, with those it made itself
 * @param intentsCompared the ledger's, each with the order at the venue that it is
 * @param incomesCompared fees, gains, funding and transfers, each booked by itself
 * @param fillsNotBooked that the ledger had not heard of when the run stopped
 * @param driftBps by how much replayed equity is more than the recorded, in basis points; null when
 *     that was nothing
 * @param divergences the first of them
 * @param from market time of the first command
 * @param until market time of the last boundary between candles
 * @param boundaries over which an account was taken
 */
record ParityReport(
    long rounds,
    long decisions,
    int accounts,
    int commands,
    int starts,
    int ordersCompared,
    int intentsCompared,
    int fillsCompared,
    int incomesCompared,
    int fillsNotBooked,
    int differences,
    @Nullable Double driftBps,
    @Nullable String driftBpsReason,
    String equityRecorded,
    String equityReplayed,
    @Nullable Divergence firstDivergence,
    List<Divergence> divergences,
    String market,
    String from,
    String until,
    long boundaries,
    long elapsedMs) {
  /** More than these are not told one by one. */
  static final int MOST = 20;

  ParityReport {
    divergences = List.copyOf(divergences);
  }

  /**
   * A fact that is otherwise in the replay.
   *
   * @param kind command, order, trade, income, position, leverage, wallet, or ledger
   * @param trade the venue's number of the trade; null of all else
   * @param order the venue's number of the order; null where it concerns none
   * @param asOf market time from which it shows; null where it shows at the end only
   * @param recorded null when only the replay has it
   * @param replayed null when only the record has it
   */
  record Divergence(
      String account,
      String kind,
      @Nullable String trade,
      @Nullable String order,
      @Nullable String clientOrderId,
      @Nullable String symbol,
      @Nullable String asOf,
      String field,
      @Nullable String recorded,
      @Nullable String replayed) {

    String text() {
      StringBuilder text = new StringBuilder(account).append(": ").append(kind);
      name(text, " ", trade);
      name(text, trade == null ? " " : " of order ", order);
      name(text, ", ", clientOrderId);
      name(text, ", ", symbol);
      name(text, ", at ", asOf);
      return text.append(": ")
          .append(field)
          .append(" recorded ")
          .append(recorded == null ? "not at all" : recorded)
          .append(", replayed ")
          .append(replayed == null ? "not at all" : replayed)
          .toString();
    }

    private static void name(StringBuilder text, String before, @Nullable String value) {
      if (value != null) {
        text.append(before).append(value);
      }
    }
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d rounds, %,d commands of %d accounts, %s to %s%n",
        rounds,
        commands,
        accounts,
        from,
        until);
    out.printf(
        Locale.ROOT,
        "%,d orders, %,d fills, %,d bookings and %,d of the ledger's orders compared: %,d differences%n",
        ordersCompared,
        fillsCompared,
        incomesCompared,
        intentsCompared,
        differences);
    out.printf(
        "equity recorded %s, replayed %s, drift %s%n",
        equityRecorded,
        equityReplayed,
        driftBps == null ? "unknown: " + driftBpsReason : driftBps + " bp");
    divergences.forEach(each -> out.println("  " + each.text()));
    if (differences > divergences.size()) {
      out.printf("  and %,d more%n", differences - divergences.size());
    }
    out.flush();
  }
}
