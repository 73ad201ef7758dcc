package dev.belay.activities.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.fetch.Pause;
import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.portfolio.FakeBooks;
import dev.belay.activities.portfolio.Prompt;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.replay.RoundsAgain.Again;
import dev.belay.activities.replay.RoundsAgain.Came;
import dev.belay.activities.replay.RoundsAgain.LeftOut;
import dev.belay.activities.research.ResearchRefused;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.testing.FakeModelServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsAgainTest {
  private static final Instant AS_OF = Instant.parse("2024-03-01T00:03:00Z");
  private static final BigDecimal COST = new BigDecimal("0.000408");
  private static final String OPEN =
      """
      {"symbol":"BTCUSDT","action":"open_long","leverage":3,"position_size_usd":300,\
      "stop_loss":49500,"take_profit":52500,"confidence":80,"risk_usd":3,"reasoning":"up"}\
      """;
  private static final String GOOD = "{\"reasoning\":\"calm\",\"decisions\":[" + OPEN + "]}";

  @TempDir private Path folder;
  private final FakeModelServer server = FakeModelServer.start();
  private final ModelSpec model = FakeBooks.model("groq", server.baseUrl(), "TEST_KEY");
  private final ChatEndpoints endpoints =
      new ChatEndpoints(name -> Optional.of("sk-secret"), Duration.ofSeconds(5));
  private final Waiting pause = new Waiting();
  private FakeBooks books = new FakeBooks(model, Consensus.SINGLE, Usdt.of("1"));

  /** Waits for nobody, and stops when so much was asked. */
  private final class Waiting implements Pause {
    private final List<Duration> waited = new ArrayList<>();
    private int stopAt = Integer.MAX_VALUE;

    @Override
    public boolean isStopped() {
      return server.requests().size() >= stopAt;
    }

    @Override
    public void sleep(Duration time) {
      waited.add(time);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private AgentSpec agent() {
    return books.agent("main", "a");
  }

  private Observation seen(Instant asOf) {
    MarketView market =
        new MarketView(
            FakeBooks.BTC,
            Price.of("50000"),
            Price.of("50000"),
            asOf,
            null,
            null,
            List.of(),
            List.of());
    AgentSnapshot account =
        new AgentSnapshot("main.a", Usdt.of("1000"), Usdt.of("1000"), List.of(), List.of());
    return new Observation(asOf, account, List.of(market));
  }

  private List<DecisionRow> rounds(int count, String... voices) {
    return IntStream.range(0, count)
        .mapToObj(i -> round(AS_OF.plus(Duration.ofMinutes(3L * i)), voices))
        .toList();
  }

  private DecisionRow round(Instant asOf, String... voices) {
    String observation = books.put("observation", ObservationJson.write(seen(asOf)));
    return row(
        asOf,
        observation,
        List.of(voices).stream()
            .map(
                voice ->
                    voice(
                        voice,
                        books.put(
                            "prompt", new Prompt("old/v0-1", "Be calm.", voice + asOf).text())))
            .toList());
  }

  private static DecisionRow.Voice voice(String name, @Nullable String promptHash) {
    return new DecisionRow.Voice(
        name,
        promptHash,
        promptHash == null ? null : "old/v0-1",
        null,
        promptHash == null ? "MODEL_TIMEOUT: late" : null,
        "m",
        false,
        1,
        1,
        BigDecimal.ZERO,
        1);
  }

  private static DecisionRow row(
      Instant asOf, @Nullable String observation, List<DecisionRow.Voice> voices) {
    return new DecisionRow(
        1, "main/a/" + asOf, "a", asOf, "HOLD", null, "", observation, asOf, voices, List.of());
  }

  private RoundsAgain again(KeptAnswers kept, Budget budget) {
    return again(kept, budget, new RoundsAgain.Setting("main", agent(), model, null));
  }

  private RoundsAgain again(KeptAnswers kept, Budget budget, RoundsAgain.Setting setting) {
    return new RoundsAgain(
        setting, books, endpoints, kept, budget, InstantSource.fixed(AS_OF), pause);
  }

  private List<Came> ask(List<DecisionRow> rows, Budget budget) {
    try (KeptAnswers kept = KeptAnswers.open(folder)) {
      RoundsAgain rounds = again(kept, budget);
      return rows.stream().map(rounds::ask).toList();
    }
  }

  /** What its first voice may cost. */
  private BigDecimal most(DecisionRow row) {
    String hash = Objects.requireNonNull(row.voices().getFirst().promptHash());
    return endpoints.most(model, Prompt.parse(books.get(hash)));
  }

  private static Budget plenty() {
    return new Budget(BigDecimal.ONE);
  }

  @Test
  void asksWhatWasAskedAndDecidesAsLiveRoundsDo() {
    server.then(FakeModelServer.reply(GOOD));

    Again came = (Again) ask(rounds(1, "single"), plenty()).getFirst();

    assertThat(server.requests()).hasSize(1);
    var messages = server.requests().getFirst().body().path("messages");
    assertThat(messages.get(0).path("content").asText()).isEqualTo("Be calm.");
    assertThat(messages.get(1).path("content").asText()).isEqualTo("single" + AS_OF);
    assertThat(came.draft().outcome()).isEqualTo("TRADE");
    assertThat(came.draft().elements())
        .singleElement()
        .satisfies(e -> assertThat(e.action()).isEqualTo(Action.OPEN_LONG));
    assertThat(came.isKept()).isFalse();
    assertThat(came.voices())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.costUsd()).isEqualByComparingTo(COST);
              assertThat(v.tokensIn()).isEqualTo(1000);
              assertThat(v.promptVersion()).isEqualTo("old/v0-1");
            });
    // Nothing of it is in the fund's books.
    assertThat(books.calls).isEmpty();
  }

  @Test
  void whatDoesNotValidateIsRefusedOrAbstains() {
    server.then(
        FakeModelServer.reply("I would rather not say."),
        FakeModelServer.reply("{\"decisions\":[" + OPEN.replace("BTCUSDT", "NOSUCHUSDT") + "]}"));

    List<Came> came = ask(rounds(2, "single"), plenty());

    Again first = (Again) came.getFirst();
    assertThat(first.draft().outcome()).isEqualTo("ABSTAIN");
    assertThat(first.draft().detail()).isNotBlank();
    Again second = (Again) came.getLast();
    assertThat(second.draft().outcome()).isEqualTo("REFUSED");
    assertThat(second.draft().elements())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.decision()).isNull();
              assertThat(Objects.requireNonNull(e.refusal()).code())
                  .isEqualTo(RefusalCode.SYMBOL_UNKNOWN);
            });
  }

  @Test
  void aCompletedCallIsNeverPaidTwice() {
    books = new FakeBooks(model, Consensus.VOTING, Usdt.of("1"));
    List<DecisionRow> rows = rounds(4, "bull", "bear", "risk");
    pause.stopAt = 5;

    assertThatThrownBy(() -> ask(rows, plenty())).isInstanceOf(CancellationException.class);
    assertThat(server.requests()).hasSize(5);

    pause.stopAt = Integer.MAX_VALUE;
    Budget budget = plenty();
    List<Came> came = ask(rows, budget);
    assertThat(server.requests()).hasSize(12);
    assertThat(came)
        .extracting(each -> ((Again) each).isKept())
        .containsExactly(true, false, false, false);
    assertThat(budget.spent()).isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(12)));

    List<Came> third = ask(rows, plenty());
    assertThat(server.requests()).hasSize(12);
    assertThat(third).allMatch(each -> ((Again) each).isKept());
    assertThat(third)
        .extracting(each -> ((Again) each).draft())
        .isEqualTo(came.stream().map(each -> ((Again) each).draft()).toList());
  }

  @Test
  void anotherModelOrPromptIsAnotherQuestion() {
    List<DecisionRow> rows = rounds(1, "single");
    ask(rows, plenty());
    ModelSpec other =
        new ModelSpec(
            "n",
            "N",
            "Test",
            "groq",
            "test/other",
            server.baseUrl(),
            "TEST_KEY",
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            1);

    try (KeptAnswers kept = KeptAnswers.open(folder)) {
      again(kept, plenty(), new RoundsAgain.Setting("main", agent(), other, null))
          .ask(rows.getFirst());
      assertThat(server.requests()).hasSize(2);
      Again rendered =
          (Again)
              again(
                      kept,
                      plenty(),
                      new RoundsAgain.Setting(
                          "main", agent(), model, PromptLibrary.shipped().now()))
                  .ask(rows.getFirst());
      assertThat(server.requests()).hasSize(3);
      assertThat(rendered.voices().getFirst().promptVersion()).startsWith("balanced/v1-");
    }
  }

  @Test
  void stopsBeforeACallThatCouldExceedTheBudget() {
    List<DecisionRow> rows = rounds(9, "single");
    BigDecimal most = most(rows.getFirst());
    assertThat(most).isGreaterThan(COST);
    Budget budget = new Budget(most.add(COST.multiply(BigDecimal.valueOf(2))));

    List<Came> came = ask(rows, budget);

    assertThat(server.requests()).hasSize(3);
    assertThat(came.subList(0, 3)).allMatch(each -> each instanceof Again);
    assertThat(came.subList(3, 9))
        .allSatisfy(each -> assertThat(((LeftOut) each).why()).isEqualTo(RoundsAgain.Why.BUDGET));
    assertThat(budget.spent()).isLessThanOrEqualTo(budget.most());

    // What was paid counts again, so the same command spends no more.
    ask(rows, new Budget(budget.most()));
    assertThat(server.requests()).hasSize(3);
    ask(rows, new Budget(budget.most().add(COST)));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void aRoundOfManyVoicesIsNotBegunWithoutRoomForAllOfThem() {
    books = new FakeBooks(model, Consensus.VOTING, Usdt.of("1"));
    List<DecisionRow> rows = rounds(1, "bull", "bear", "risk");
    BigDecimal most = most(rows.getFirst());

    assertThat(ask(rows, new Budget(most.multiply(BigDecimal.TWO))).getFirst())
        .isInstanceOf(LeftOut.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anInputThatIsGoneIsNamedAndLeftOut() {
    DecisionRow whole = round(AS_OF, "single");
    DecisionRow blind = row(AS_OF.plusSeconds(180), null, whole.voices());
    DecisionRow failed =
        row(AS_OF.plusSeconds(360), whole.observationHash(), List.of(voice("single", null)));
    DecisionRow pruned = row(AS_OF.plusSeconds(540), "gone", whole.voices());
    DecisionRow unread =
        row(AS_OF.plusSeconds(720), whole.observationHash(), List.of(voice("single", "gone")));

    List<Came> came = ask(List.of(whole, blind, failed, pruned, unread), plenty());

    assertThat(came.getFirst()).isInstanceOf(Again.class);
    assertThat(came.subList(1, 5))
        .extracting(each -> ((LeftOut) each).why())
        .containsExactly(
            RoundsAgain.Why.NOTHING_SEEN,
            RoundsAgain.Why.PROMPT_UNKNOWN,
            RoundsAgain.Why.INPUT_GONE,
            RoundsAgain.Why.INPUT_GONE);
    assertThat(((LeftOut) came.get(2)).detail()).contains("MODEL_TIMEOUT: late");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aCallThatFailsIsTriedAgainThenAbstainsAndIsNotKept() {
    FakeModelServer.Answer broken = FakeModelServer.error(503, "down", "try later");
    server.then(broken, broken, broken, FakeModelServer.reply(GOOD));
    List<DecisionRow> rows = rounds(1, "single");

    Again came = (Again) ask(rows, plenty()).getFirst();

    assertThat(came.draft().outcome()).isEqualTo("ABSTAIN");
    assertThat(came.draft().detail()).startsWith("MODEL_UNAVAILABLE");
    assertThat(pause.waited).hasSize(2);
    assertThat(((Again) ask(rows, plenty()).getFirst()).draft().outcome()).isEqualTo("TRADE");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void aCallThatMayHaveBeenChargedCountsInFull() {
    server.then(FakeModelServer.raw(200, "no completion at all"));
    List<DecisionRow> rows = rounds(1, "single");
    BigDecimal most = most(rows.getFirst());
    Budget budget = new Budget(most.multiply(new BigDecimal("1.5")));

    Again came = (Again) ask(rows, budget).getFirst();

    assertThat(server.requests()).hasSize(1);
    assertThat(came.draft().detail()).startsWith("MODEL_ANSWER_UNREADABLE");
    assertThat(budget.spent()).isEqualByComparingTo(most);
  }

  @Test
  void aModelThatNeverWillAnswerEndsIt() {
    server.then(FakeModelServer.error(401, "invalid_api_key", "who are you"));

    assertThatThrownBy(() -> ask(rounds(3, "single"), plenty()))
        .isInstanceOf(ResearchRefused.class)
        .hasMessageContaining("MODEL_KEY_REJECTED")
        .hasMessageNotContaining("sk-secret");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aModelThatIsSilentForLongEndsIt() {
    server.then(FakeModelServer.error(503, "down", "try later"));

    assertThatThrownBy(() -> ask(rounds(9, "single"), plenty())).isInstanceOf(ModelSilent.class);
    assertThat(server.requests()).hasSize(15);
  }

  @Test
  void theStandInAnswersWithoutAKeyAndCostsNothing() {
    List<DecisionRow> rows = rounds(2, "single");
    ChatEndpoints none = new ChatEndpoints(name -> Optional.empty(), Duration.ofSeconds(5));
    Budget budget = new Budget(new BigDecimal("0.000000001"));

    for (boolean kept : new boolean[] {false, true}) {
      try (KeptAnswers answers = KeptAnswers.open(folder)) {
        RoundsAgain rounds =
            new RoundsAgain(
                new RoundsAgain.Setting("main", agent(), RoundsAgain.STAND_IN, null),
                books,
                none,
                answers,
                budget,
                InstantSource.fixed(AS_OF),
                pause);
        assertThat(rounds.isStandIn()).isTrue();
        for (DecisionRow row : rows) {
          Again came = (Again) rounds.ask(row);
          assertThat(came.isKept()).isEqualTo(kept);
          assertThat(came.voices().getFirst().standIn()).isTrue();
        }
      }
    }
    assertThat(server.requests()).isEmpty();
    assertThat(budget.spent()).isZero();
  }

  @Test
  void oneProcessHasTheAnswersAndADamagedOneIsNotPaidForAgain() throws IOException {
    List<DecisionRow> rows = rounds(1, "single");
    ask(rows, plenty());
    try (KeptAnswers kept = KeptAnswers.open(folder)) {
      assertThat(kept).isNotNull();
      assertThatThrownBy(() -> KeptAnswers.open(folder))
          .isInstanceOf(ResearchRefused.class)
          .hasMessageContaining("another replay-decisions");
    }
    Path file;
    try (var files = Files.list(folder)) {
      file = files.filter(each -> each.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    assertThat(Files.readString(file)).doesNotContain("sk-secret");
    Files.writeString(file, "{");

    assertThatThrownBy(() -> ask(rows, plenty()))
        .isInstanceOf(ResearchRefused.class)
        .hasMessageContaining(file.toString());
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aBudgetIsAboveZero() {
    assertThatThrownBy(() -> new Budget(BigDecimal.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--max-usd above 0");
  }
}
