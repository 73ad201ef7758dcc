package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.read.LedgerReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RoundsTest {
  private static final FundLimits TIGHT =
      new FundLimits(
          new BigDecimal("0.5"),
          new BigDecimal("2"),
          new BigDecimal("1.5"),
          BigDecimal.valueOf(8),
          BigDecimal.valueOf(15));

  private Books books;

  @BeforeEach
  void open() {
    books = Books.seeded(4, TIGHT);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void theFirstRecordedDecisionWinsWhoeverElseDecides() throws Exception {
    Rounds.Ref round = Books.round("a0", Books.NOON);
    books.rounds.open(round);
    books.rounds.open(round);
    List<Callable<Rounds.Recorded>> deciders =
        IntStream.range(0, 8)
            .<Callable<Rounds.Recorded>>mapToObj(
                i ->
                    () ->
                        books.rounds.record(
                            round, Books.decision(Books.open(Books.BTC, "" + (100 + i)))))
            .toList();

    List<Rounds.Recorded> recorded = inParallel(deciders);

    assertThat(recorded).hasSize(8).containsOnly(recorded.getFirst());
    assertThat(books.reader.counts("main").decisions()).isEqualTo(1);
  }

  @Test
  void aRoundThatSawNothingIsRecorded() {
    Rounds.Ref round = Books.round("a0", Books.NOON);
    books.rounds.open(round);
    books.rounds.record(
        round,
        new Rounds.NewDecision(
            "ABSTAIN",
            "TimeoutFailure",
            "",
            null,
            List.of(new Rounds.Reply("single", null, "TimeoutFailure")),
            List.of()));

    assertThat(books.rounds.decision(round.id())).map(Rounds.Recorded::outcome).contains("ABSTAIN");
    assertThat(new LedgerReader(books.database).decision(round.id()))
        .hasValueSatisfying(row -> assertThat(row.observationHash()).isNull());
  }

  @Test
  void anAgentsDecisionsOfASpanAreReadInTheOrderOfTheirTime() {
    for (int minutes : List.of(6, 0, 3, 9)) {
      for (String agent : List.of("a0", "a1")) {
        Rounds.Ref round = Books.round(agent, Books.NOON.plusSeconds(60L * minutes));
        books.rounds.open(round);
        books.rounds.record(round, Books.decision(Books.open(Books.BTC, "200")));
      }
    }
    // Opened, but never decided.
    books.rounds.open(Books.round("a0", Books.NOON.plusSeconds(240)));
    LedgerReader reader = new LedgerReader(books.database);

    assertThat(
            reader.decisions(
                "main", "a0", Books.NOON.plusSeconds(180), Books.NOON.plusSeconds(540)))
        .extracting(row -> row.asOf())
        .containsExactly(Books.NOON.plusSeconds(180), Books.NOON.plusSeconds(360));
    assertThat(reader.decided("main", "a0"))
        .contains(List.of(Books.NOON, Books.NOON.plusSeconds(540)));
    assertThat(reader.decided("main", "a2")).isEmpty();
  }

  @Test
  void admittingAgainReturnsWhatIsStored() throws Exception {
    Rounds.Ref round = Books.round("a0", Books.NOON);
    books.rounds.open(round);
    books.rounds.record(round, Books.decision(Books.open(Books.BTC, "200")));

    List<Admissions.Result> results =
        inParallel(
            Collections.nCopies(
                8, () -> books.admissions.open(round, 0, Books.market(Books.NOON))));

    assertThat(results).containsOnly(new Admissions.Result("main.a0/BTCUSDT/1", null));
    assertThat(books.count("positions")).isEqualTo(1);
    assertThat(books.count("orders")).isEqualTo(1);
  }

  @Test
  void agentsTogetherCannotExceedTheFundsLimit() throws Exception {
    List<Callable<Admissions.Result>> agents =
        IntStream.range(0, 4)
            .<Callable<Admissions.Result>>mapToObj(
                i -> () -> books.openPosition("a" + i, Books.NOON, Books.open(Books.BTC, "900")))
            .toList();

    List<Admissions.Result> results = inParallel(agents);

    assertThat(results).filteredOn(r -> r.positionId() != null).hasSize(2);
    assertThat(results)
        .filteredOn(r -> r.refusal() != null)
        .hasSize(2)
        .allMatch(r -> code(r) == RefusalCode.FUND_GROSS_EXCEEDED);
    assertThat(books.reader.counts("main").refusals()).isEqualTo(2);
  }

  @Test
  void aRefusedOpenStaysRefusedAndChangesNothingElse() {
    Admissions.Result first = books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "5"));
    Admissions.Result again =
        books.admissions.open(Books.round("a0", Books.NOON), 0, Books.market(Books.NOON));

    assertThat(code(first)).isEqualTo(RefusalCode.SIZE_BELOW_MINIMUM);
    assertThat(again).isEqualTo(first);
    assertThat(books.count("positions")).isZero();
    assertThat(books.count("orders")).isZero();
  }

  @Test
  void aCloseFindsThePositionOrSaysThereIsNone() {
    String held = books.held("a0", Books.NOON, "200");
    Rounds.Ref round = Books.round("a0", Books.NOON.plusSeconds(60));
    books.rounds.open(round);
    books.rounds.record(round, Books.decision(close(Action.CLOSE_LONG), close(Action.CLOSE_SHORT)));

    assertThat(books.admissions.close(round, 0)).isEqualTo(new Admissions.Result(held, null));
    assertThat(code(books.admissions.close(round, 1))).isEqualTo(RefusalCode.POSITION_NOT_OPEN);
  }

  @Test
  void aSecondPositionInTheSameSymbolIsRefused() {
    books.held("a0", Books.NOON, "200");

    assertThat(
            code(
                books.openPosition("a0", Books.NOON.plusSeconds(60), Books.open(Books.BTC, "200"))))
        .isEqualTo(RefusalCode.POSITION_ALREADY_OPEN);
  }

  @Test
  void anUnfinishedRoundIsFoundAgainUntilItsEnd() {
    Rounds.Ref round = Books.round("a0", Books.NOON);
    books.rounds.open(round);
    assertThat(books.recovery.unfinishedRounds())
        .containsExactly(new Recovery.UnfinishedRound(round, false));
    books.rounds.record(round, Books.decision());
    assertThat(books.recovery.unfinishedRounds())
        .containsExactly(new Recovery.UnfinishedRound(round, true));

    books.rounds.finish(round.id(), "HOLD");

    assertThat(books.recovery.unfinishedRounds()).isEmpty();
  }

  @Test
  void textThatPostgresCannotHoldIsStoredWithoutIt() {
    Rounds.Ref round = Books.round("a0", Books.NOON);
    books.rounds.open(round);
    Decision odd =
        new Decision(
            Books.BTC, Action.HOLD, null, null, null, null, null, null, "nul \0 or \\u0000 end");

    books.rounds.record(round, Books.decision(odd));
    String hash = books.contents.put("reply", "nul \0 end");

    assertThat(books.contents.get(hash)).isEqualTo("nul \ufffd end");
    assertThat(books.rounds.element(round.id(), 0))
        .hasValueSatisfying(
            e ->
                assertThat(e.decision())
                    .extracting("reasoning")
                    .isEqualTo("nul \ufffd or \\u0000 end"));
  }

  @Test
  void modelFailuresInARowStopOpensUntilACallSucceeds() {
    for (int i = 0; i < 3; i++) {
      String round = Books.round("a0", Books.NOON.minusSeconds(60L * i)).id();
      books.calls.recordFailure(round, "single", "m", "503");
      books.calls.recordFailure(round, "single", "m", "503");
    }
    assertThat(code(books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "200"))))
        .isEqualTo(RefusalCode.MODEL_FAILING);

    var next = Books.NOON.plusSeconds(60);
    var call =
        new ModelCall(
            Books.round("a0", next).id(),
            "single",
            "m",
            false,
            "p",
            "v1",
            "r",
            10,
            20,
            new BigDecimal("0.0001"),
            5);
    assertThat(books.calls.record(call)).isEqualTo(call);
    assertThat(books.calls.find(call.roundId(), "single")).contains(call);
    assertThat(books.calls.spent("main", next)).isEqualTo(Usdt.of("0.0001"));
    assertThat(books.openPosition("a0", next, Books.open(Books.BTC, "200")).refusal()).isNull();
  }

  private static Decision close(Action action) {
    return new Decision(Books.BTC, action, null, null, null, null, null, null, "");
  }

  private static RefusalCode code(Admissions.Result result) {
    Refusal refusal = result.refusal();
    return refusal == null ? RefusalCode.FORMAT_NOT_AN_OBJECT : refusal.code();
  }

  private static <T> List<T> inParallel(List<? extends Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<T> result : pool.invokeAll(tasks)) {
        results.add(result.get());
      }
    }
    return results;
  }
}
