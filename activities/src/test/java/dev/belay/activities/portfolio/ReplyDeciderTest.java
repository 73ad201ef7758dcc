package dev.belay.activities.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentSnapshot.Holding;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Direction;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.workflows.portfolio.RoundActivities.DecideRequest;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.portfolio.RoundActivities.VoiceReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReplyDeciderTest {
  private static final Instant AS_OF = Instant.parse("2024-03-01T00:03:00Z");
  private static final RoundRef ROUND = new RoundRef("main", "a", AS_OF, Duration.ofMinutes(3));

  private static FakeBooks books(Consensus consensus) {
    return new FakeBooks(
        FakeBooks.model("groq", "http://localhost:1/v1", "K"), consensus, Usdt.of("1"));
  }

  /** Voices named v0, v1, ...; a reply of null is a call that failed. */
  private static Decider.Draft decide(FakeBooks books, List<String> replies) {
    Price price = Price.of("50000");
    MarketView market =
        new MarketView(FakeBooks.BTC, price, price, AS_OF, null, null, List.of(), List.of());
    String hash =
        books.put(
            "observation",
            ObservationJson.write(
                new Observation(AS_OF, books.snapshot("main", "a", List.of()), List.of(market))));
    List<VoiceReply> voices = new ArrayList<>();
    for (String reply : replies) {
      String name = "v" + voices.size();
      voices.add(
          reply.startsWith("!")
              ? new VoiceReply(name, null, reply.substring(1))
              : new VoiceReply(name, books.put("reply", reply), null));
    }
    return new ReplyDecider(books)
        .decide(new DecideRequest(ROUND, hash, voices), books.agent("main", "a"));
  }

  @Test
  void oneVoiceDecidesForItself() {
    Decider.Draft draft =
        decide(
            books(Consensus.SINGLE),
            List.of(
                "{\"reasoning\":\"hm\",\"decisions\":[{\"symbol\":\"btc\",\"action\":\"hold\"}]}"));

    assertThat(draft.outcome()).isEqualTo("HOLD");
    assertThat(draft.reasoning()).isEqualTo("hm");
    assertThat(draft.elements().getFirst().action()).isEqualTo(Action.HOLD);
  }

  @Test
  void aFailedCallAbstainsWithItsReason() {
    Decider.Draft draft = decide(books(Consensus.SINGLE), List.of("!MODEL_TIMEOUT: slow"));

    assertThat(draft.outcome()).isEqualTo("ABSTAIN");
    assertThat(draft.detail()).isEqualTo("MODEL_TIMEOUT: slow");
  }

  @Test
  void aRoundThatSawNothingAbstainsWithItsReason() {
    FakeBooks books = books(Consensus.SINGLE);
    VoiceReply silent = new VoiceReply("v0", null, "TimeoutFailure");

    Decider.Draft draft =
        new ReplyDecider(books)
            .decide(new DecideRequest(ROUND, null, List.of(silent)), books.agent("main", "a"));

    assertThat(draft.outcome()).isEqualTo("ABSTAIN");
    assertThat(draft.detail()).isEqualTo("TimeoutFailure");
    assertThat(draft.elements()).isEmpty();
  }

  @Test
  void twoFailedVoicesOfThreeAreNoDecision() {
    Decider.Draft draft = decide(books(Consensus.VOTING), List.of("[]", "!a", "!b"));

    assertThat(draft.outcome()).isEqualTo("NO_DECISION");
    assertThat(draft.detail()).contains("found 1 of 3", "v1 abstains: a", "v2 abstains: b");
  }

  @Test
  void aSymbolOfTheAgentThatTheMarketLacksIsUnknown() {
    Decider.Draft draft =
        decide(
            books(Consensus.SINGLE), List.of("[{\"symbol\":\"ETH\",\"action\":\"close_long\"}]"));

    assertThat(draft.outcome()).isEqualTo("REFUSED");
    assertThat(Objects.requireNonNull(draft.elements().getFirst().refusal()).code())
        .isEqualTo(RefusalCode.SYMBOL_UNKNOWN);
  }

  @Test
  void whatIsHeldCanBeClosedEvenOffTheList() {
    FakeBooks books = books(Consensus.SINGLE);
    Price price = Price.of("2");
    books.positions.add(
        new Holding(
            "p",
            Symbol.of("XRPUSDT"),
            Direction.LONG,
            Quantity.of("10"),
            price,
            price,
            1,
            null,
            null,
            Usdt.ZERO,
            AS_OF));

    assertThat(decide(books, List.of("[{\"symbol\":\"XRP\",\"action\":\"close_long\"}]")).outcome())
        .isEqualTo("TRADE");
  }
}
