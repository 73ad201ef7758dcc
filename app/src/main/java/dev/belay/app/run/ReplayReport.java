package dev.belay.app.run;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What recorded rounds came to when they were asked again. Money is text; the fields' order is that
 * of the answer.
 *
 * @param from market time, inclusive, as asked for
 * @param to market time, exclusive
 * @param market whose prices profit is reckoned on; null where there are none
 * @param rounds with a recorded decision in the span
 * @param compared of these, with answers
 * @param asked of these, for which a model was asked now
 * @param kept whose answers were all there
 * @param abstained whose answers can't be used
 * @param same that want the same trades, to the number
 * @param sameActions that trade the same symbols the same way
 * @param leftOut how many were not asked, by why
 * @param pnlReason why there is no profit to compare; null where there is
 * @param leftOutRounds those that were left out for their inputs
 */
public record ReplayReport(
    String agent,
    String from,
    String to,
    String mode,
    @Nullable String market,
    Pair model,
    Pair prompt,
    boolean standIn,
    int rounds,
    int compared,
    int asked,
    int kept,
    int abstained,
    int same,
    int sameActions,
    int different,
    SortedMap<String, Integer> leftOut,
    Cost costUsd,
    Tokens tokens,
    Pnl pnl,
    @Nullable String pnlReason,
    @Nullable Books books,
    List<Line> decisions,
    List<Unasked> leftOutRounds,
    long elapsedMs,
    String codeVersion) {
  private static final int MOST = 40;

  public ReplayReport {
    decisions = List.copyOf(decisions);
    leftOutRounds = List.copyOf(leftOutRounds);
  }

  /** What was and what is. */
  public record Pair(String recorded, String replayed) {}

  /**
   * @param paidNow of the replayed cost, what was not paid before
   * @param max what was allowed
   */
  public record Cost(String recorded, String replayed, String paidNow, String max) {}

  public record Count(long in, long out) {}

  public record Tokens(Count recorded, Count replayed) {}

  /** Null where prices are nobody's to have again. */
  public record Pnl(@Nullable String recorded, @Nullable String replayed) {}

  /**
   * Two accounts that began alike and carried out the decisions of the one and the other.
   *
   * @param startEquity of both, at the first round
   * @param until market time at which both were valued
   */
  public record Books(String startEquity, String until, Book recorded, Book replayed) {}

  /**
   * @param refused decisions to trade that the rules or the engine refused, by why
   * @param openPositions at the end, at its prices
   * @param confidence how good the confidence of its entries was as a forecast
   */
  public record Book(
      String finalEquity,
      String pnl,
      String fees,
      String funding,
      int opened,
      int closed,
      int openPositions,
      Map<String, Integer> refused,
      Confidence confidence) {}

  /**
   * The confidence of entries, taken for the probability that their position is closed with a gain;
   * less is better. Conventions: {@link dev.belay.engine.statistics.ForecastScores}.
   *
   * @param forecasts entries whose positions have ended
   * @param reason why there are no scores; null where there are
   */
  public record Confidence(
      int forecasts,
      int won,
      @Nullable Double brier,
      @Nullable Double logLoss,
      @Nullable Double calibrationError,
      @Nullable String reason) {
    private String text() {
      return brier == null
          ? "unknown"
          : String.format(
              Locale.ROOT, "%.3f %.3f %.3f (%d)", brier, logLoss, calibrationError, forecasts);
    }
  }

  /** A round that was compared. */
  public record Line(
      String round,
      String at,
      Decided recorded,
      Decided replayed,
      boolean same,
      boolean sameActions) {}

  /**
   * A decision.
   *
   * @param detail why, where it abstains
   * @param model names as endpoints answered; null where no call succeeded
   * @param kept whether the answer was there; null of what was recorded
   */
  public record Decided(
      String outcome,
      @Nullable String detail,
      List<Element> elements,
      @Nullable String model,
      @Nullable String promptVersion,
      boolean standIn,
      String costUsd,
      long tokensIn,
      long tokensOut,
      @Nullable Boolean kept) {
    public Decided {
      elements = List.copyOf(elements);
    }

    String text() {
      List<String> trades =
          elements.stream().filter(Element::trades).map(Element::text).sorted().toList();
      return trades.isEmpty() ? outcome.toLowerCase(Locale.ROOT) : String.join(", ", trades);
    }
  }

  /**
   * @param refusal a code; null where none
   */
  public record Element(
      @Nullable String symbol,
      @Nullable String action,
      @Nullable Integer leverage,
      @Nullable String positionSizeUsd,
      @Nullable String stopLoss,
      @Nullable String takeProfit,
      @Nullable Integer confidence,
      @Nullable String refusal) {

    private boolean trades() {
      return action != null && (action.startsWith("open") || action.startsWith("close"));
    }

    private String text() {
      String size = positionSizeUsd == null ? "" : " %s x%s".formatted(positionSizeUsd, leverage);
      return "%s %s%s%s"
          .formatted(action, symbol, size, refusal == null ? "" : " (" + refusal + ")");
    }
  }

  /** A round that was not asked for what it lacks. */
  public record Unasked(String round, String at, String why, String detail) {}

  /** The table. */
  public void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%s, %s to %s: %,d rounds, %,d asked, %,d kept, %,d left out%s%n",
        agent,
        from,
        to,
        rounds,
        asked,
        kept,
        rounds - compared,
        leftOut.isEmpty() ? "" : " " + leftOut);
    out.printf("model   %s → %s%n", model.recorded(), model.replayed());
    out.printf("prompt  %s → %s%n", prompt.recorded(), prompt.replayed());
    out.printf(
        Locale.ROOT,
        "same %,d, same actions %,d, different %,d, abstained %,d%n%n",
        same,
        sameActions,
        different,
        abstained);
    row(out, "", "recorded", "replayed");
    row(out, "cost, USD", costUsd.recorded(), costUsd.replayed());
    row(out, "tokens in", "" + tokens.recorded().in(), "" + tokens.replayed().in());
    row(out, "tokens out", "" + tokens.recorded().out(), "" + tokens.replayed().out());
    Books both = books;
    if (both == null) {
      out.println("profit    unknown: " + pnlReason);
    } else {
      Book one = both.recorded();
      Book other = both.replayed();
      row(out, "profit, USDT", one.pnl(), other.pnl());
      row(out, "fees, USDT", one.fees(), other.fees());
      row(out, "opened, closed", entries(one), entries(other));
      row(out, "refused", "" + refusals(one), "" + refusals(other));
      row(out, "brier, ln, ece", one.confidence().text(), other.confidence().text());
      refusals(out, "recorded", one);
      refusals(out, "replayed", other);
    }
    List<Line> differing = decisions.stream().filter(line -> !line.same()).toList();
    if (!differing.isEmpty()) {
      out.printf("%n%-24s %-60s %s%n", "round", "recorded", "replayed");
      differing.stream()
          .limit(MOST)
          .forEach(
              line ->
                  out.printf(
                      "%-24s %-60s %s%n",
                      line.at(), line.recorded().text(), line.replayed().text()));
      if (differing.size() > MOST) {
        out.printf(Locale.ROOT, "and %,d more; --json has all%n", differing.size() - MOST);
      }
    }
    leftOutRounds.stream()
        .limit(MOST)
        .forEach(each -> out.printf("%-24s left out: %s%n", each.at(), each.detail()));
    out.flush();
  }

  private static int refusals(Book book) {
    return book.refused().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void refusals(PrintStream out, String whose, Book book) {
    book.refused().forEach((why, count) -> out.printf("  %s %s %d%n", whose, why, count));
  }

  private static String entries(Book book) {
    return "%d, %d".formatted(book.opened(), book.closed());
  }

  private static void row(PrintStream out, String name, String recorded, String replayed) {
    out.printf("%-16s %20s %20s%n", name, recorded, replayed);
  }
}
