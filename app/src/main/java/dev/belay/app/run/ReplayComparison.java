package dev.belay.app.run;

import dev.belay.activities.portfolio.Decider;
import dev.belay.activities.replay.Budget;
import dev.belay.activities.replay.RoundsAgain;
import dev.belay.activities.replay.RoundsAgain.Again;
import dev.belay.activities.replay.RoundsAgain.LeftOut;
import dev.belay.activities.replay.Wanted;
import dev.belay.app.cli.ReplayFlags;
import dev.belay.app.cli.Version;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.ledger.read.DecisionRow;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts recorded rounds beside what they came to when they were asked again. */
record ReplayComparison(ReplayFlags asked, ReplayDecisions.Told told, String mode, Budget budget) {
  private static final String NONE = "none";

  ReplayReport report(
      List<DecisionRow> rows,
      List<Again> again,
      List<LeftOut> leftOut,
      RoundsAgain rounds,
      ReplayPrices.Compared prices,
      long elapsedMs) {
    List<ReplayReport.Line> lines = again.stream().map(ReplayComparison::line).toList();
    ReplayReport.Books books = prices.books();
    int kept = (int) again.stream().filter(Again::isKept).count();
    int same = (int) lines.stream().filter(ReplayReport.Line::same).count();
    String versions = recordedVersions(rows);
    return new ReplayReport(
        asked.agent(),
        asked.from().toString(),
        asked.to().toString(),
        mode,
        prices.market(),
        new ReplayReport.Pair(recordedModels(rows), model(rounds)),
        new ReplayReport.Pair(versions, told.prompt() == null ? "as recorded" : told.prompt()),
        rounds.isStandIn(),
        rows.size(),
        again.size(),
        again.size() - kept,
        kept,
        (int) again.stream().filter(each -> replayed(each).abstains()).count(),
        same,
        (int) lines.stream().filter(ReplayReport.Line::sameActions).count(),
        again.size() - same,
        counts(leftOut),
        new ReplayReport.Cost(
            money(again.stream().map(each -> recordedCost(each.recorded()))),
            money(again.stream().map(ReplayComparison::replayedCost)),
            plain(rounds.paid()),
            plain(budget.most())),
        new ReplayReport.Tokens(recordedTokens(again), replayedTokens(again)),
        books == null
            ? new ReplayReport.Pnl(null, null)
            : new ReplayReport.Pnl(books.recorded().pnl(), books.replayed().pnl()),
        prices.reason(),
        books,
        lines,
        leftOut.stream()
            .filter(each -> each.why() != RoundsAgain.Why.BUDGET)
            .map(ReplayComparison::unasked)
            .toList(),
        elapsedMs,
        Version.text());
  }

  private String model(RoundsAgain rounds) {
    boolean standsIn = rounds.isStandIn() && !told.model().equals(RoundsAgain.STAND_IN.id());
    return standsIn ? told.model() + " (stand-in)" : told.model();
  }

  private static String recordedModels(List<DecisionRow> rows) {
    return names(rows.stream().flatMap(row -> row.voices().stream()), DecisionRow.Voice::model);
  }

  private static String recordedVersions(List<DecisionRow> rows) {
    return names(
        rows.stream().flatMap(row -> row.voices().stream()), DecisionRow.Voice::promptVersion);
  }

  private static <T> String names(Stream<T> all, Named<T> name) {
    String names =
        all.flatMap(each -> Optional.ofNullable(name.of(each)).stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    return names.isEmpty() ? NONE : names;
  }

  private interface Named<T> {
    @Nullable String of(T each);
  }

  private static SortedMap<String, Integer> counts(List<LeftOut> leftOut) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    leftOut.forEach(each -> counts.merge(code(each.why()), 1, Integer::sum));
    return counts;
  }

  private static String code(RoundsAgain.Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  private static ReplayReport.Unasked unasked(LeftOut each) {
    return new ReplayReport.Unasked(
        each.recorded().id(), each.recorded().asOf().toString(), code(each.why()), each.detail());
  }

  private static Wanted recorded(Again round) {
    return Wanted.of(round.recorded().outcome(), ReplayPrices.recordedDecisions(round));
  }

  private static Wanted replayed(Again round) {
    return Wanted.of(round.draft().outcome(), ReplayPrices.replayedDecisions(round));
  }

  private static ReplayReport.Line line(Again round) {
    Wanted then = recorded(round);
    Wanted now = replayed(round);
    return new ReplayReport.Line(
        round.recorded().id(),
        round.recorded().asOf().toString(),
        then(round.recorded()),
        now(round),
        then.equals(now),
        then.hasActionsOf(now));
  }

  private static ReplayReport.Decided then(DecisionRow row) {
    return new ReplayReport.Decided(
        row.outcome(),
        row.detail(),
        row.elements().stream()
            .map(e -> element(e.symbol(), e.action(), e.decision(), e.refusal()))
            .toList(),
        or(names(row.voices().stream(), DecisionRow.Voice::model)),
        or(names(row.voices().stream(), DecisionRow.Voice::promptVersion)),
        row.voices().stream().anyMatch(DecisionRow.Voice::standIn),
        plain(recordedCost(row)),
        row.voices().stream().mapToLong(DecisionRow.Voice::tokensIn).sum(),
        row.voices().stream().mapToLong(DecisionRow.Voice::tokensOut).sum(),
        null);
  }

  private static ReplayReport.Decided now(Again round) {
    Decider.Draft draft = round.draft();
    return new ReplayReport.Decided(
        draft.outcome(),
        draft.detail(),
        draft.elements().stream()
            .map(e -> element(e.symbol(), e.action(), e.decision(), e.refusal()))
            .toList(),
        or(names(round.voices().stream(), RoundsAgain.Voice::model)),
        or(names(round.voices().stream(), RoundsAgain.Voice::promptVersion)),
        round.voices().stream().anyMatch(RoundsAgain.Voice::standIn),
        plain(replayedCost(round)),
        round.voices().stream().mapToLong(RoundsAgain.Voice::tokensIn).sum(),
        round.voices().stream().mapToLong(RoundsAgain.Voice::tokensOut).sum(),
        round.isKept());
  }

  private static @Nullable String or(String names) {
    return names.equals(NONE) ? null : names;
  }

  private static ReplayReport.Element element(
      @Nullable Symbol symbol,
      @Nullable Action action,
      @Nullable Decision decision,
      @Nullable Refusal refusal) {
    Usdt size = decision == null ? null : decision.positionSizeUsd();
    Price stop = decision == null ? null : decision.stopLoss();
    Price target = decision == null ? null : decision.takeProfit();
    return new ReplayReport.Element(
        symbol == null ? null : symbol.value(),
        action == null ? null : action.toString(),
        decision == null ? null : decision.leverage(),
        size == null ? null : size.toString(),
        stop == null ? null : stop.toString(),
        target == null ? null : target.toString(),
        decision == null ? null : decision.confidence(),
        refusal == null ? null : refusal.code().name());
  }

  private static BigDecimal recordedCost(DecisionRow row) {
    return sum(row.voices().stream().map(DecisionRow.Voice::costUsd).toList());
  }

  private static BigDecimal replayedCost(Again round) {
    return sum(round.voices().stream().map(RoundsAgain.Voice::costUsd).toList());
  }

  private static BigDecimal sum(Collection<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String money(Stream<BigDecimal> amounts) {
    return plain(sum(amounts.toList()));
  }

  private static String plain(BigDecimal amount) {
    return Usdt.of(amount).toString();
  }

  private static ReplayReport.Count recordedTokens(List<Again> again) {
    List<DecisionRow.Voice> voices =
        again.stream().flatMap(each -> each.recorded().voices().stream()).toList();
    return new ReplayReport.Count(
        voices.stream().mapToLong(DecisionRow.Voice::tokensIn).sum(),
        voices.stream().mapToLong(DecisionRow.Voice::tokensOut).sum());
  }

  private static ReplayReport.Count replayedTokens(List<Again> again) {
    List<RoundsAgain.Voice> voices =
        again.stream().flatMap(each -> each.voices().stream()).toList();
    return new ReplayReport.Count(
        voices.stream().mapToLong(RoundsAgain.Voice::tokensIn).sum(),
        voices.stream().mapToLong(RoundsAgain.Voice::tokensOut).sum());
  }
}
