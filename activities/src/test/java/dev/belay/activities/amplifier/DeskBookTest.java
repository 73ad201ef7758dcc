package dev.belay.activities.amplifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.Ballot;
import dev.belay.domain.amplifier.BallotBox.Reading;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.Orders;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.strategies.amplifier.ballot.Evidence.MarketSummary;
import dev.belay.workflows.amplifier.DeskActivities.AdmitEntry;
import dev.belay.workflows.amplifier.DeskActivities.BeginCycle;
import dev.belay.workflows.amplifier.DeskActivities.CallVote;
import dev.belay.workflows.amplifier.DeskActivities.CycleOpening;
import dev.belay.workflows.amplifier.DeskActivities.CycleRef;
import dev.belay.workflows.amplifier.DeskActivities.DeskCommand;
import dev.belay.workflows.amplifier.DeskActivities.FinishCycle;
import dev.belay.workflows.amplifier.DeskActivities.Followed;
import dev.belay.workflows.amplifier.DeskActivities.RecordCycle;
import dev.belay.workflows.amplifier.DeskActivities.ToClose;
import dev.belay.workflows.amplifier.DeskActivities.VoteAnswer;
import dev.belay.workflows.amplifier.ScanActivities.Entry;
import dev.belay.workflows.amplifier.ScanActivities.Funnel;
import dev.belay.workflows.amplifier.ScanActivities.ScanResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A desk's steps over a real ledger and a market that a test moves. */
@Tag("integration")
class DeskBookTest {
  private static final String DESK = "amplifier";

  private final LedgerFixture ledger = new LedgerFixture("http://127.0.0.1:1", "5");
  private final OneCoinMarket market = new OneCoinMarket();
  private final DeskBook book =
      new DeskBook(
          ledger.desks,
          ledger.cycles,
          ledger.votes,
          ledger.marks,
          ledger.admissions,
          ledger.instructions,
          market,
          new BigDecimal("0.0005"));

  @AfterEach
  void close() {
    ledger.close();
  }

  private CycleRef cycle() {
    return new CycleRef(DESK, market.now);
  }

  private CycleOpening begin() {
    return book.begin(new BeginCycle(cycle(), 0));
  }

  private void voted(String stance) {
    VoteAnswer answer = book.callVote(new CallVote(DESK, VoteCause.HAND, "me"));
    String vote = Objects.requireNonNull(answer.vote());
    assertThat(answer.start()).isTrue();
    ledger.votes.asked(vote, Duration.ofSeconds(90));
    for (Voter voter : Voter.values()) {
      Reading reading =
          ledger.votes.cast(
              vote,
              new Votes.Cast(
                  voter.toString(),
                  new Reading.Valid(
                      new Ballot(
                          voter,
                          Stance.parse(stance).orElseThrow(),
                          Aggressiveness.MODERATE,
                          BigDecimal.ONE,
                          "r",
                          List.of())),
                  "m",
                  false,
                  ledger.contents.put("reply", vote + voter)));
      assertThat(reading).isInstanceOf(Reading.Valid.class);
    }
    assertThat(ledger.votes.count(vote, Map.of()).ballots()).isEqualTo(3);
  }

  private ScanResult scan(@Nullable String override) {
    return new ScanResult(
        ledger.contents.put("scan", "table"),
        BigDecimal.valueOf(72),
        "bull",
        override,
        null,
        new Funnel(250, 200, 20, 3, 1),
        List.of(
            new Entry(
                OneCoinMarket.ETH,
                Usdt.of("1000"),
                Price.of("96"),
                Price.of("115"),
                BigDecimal.valueOf(5),
                BigDecimal.valueOf(96),
                81,
                "amplifies")),
        List.of());
  }

  /** A position of 10 at 100, with its stop at 96. */
  private String held() {
    CycleOpening opening = begin();
    assertThat(opening.entries()).isTrue();
    assertThat(
            book.record(new RecordCycle(cycle(), opening.standing(), scan(null), null)).entries())
        .isEqualTo(1);
    String position = Objects.requireNonNull(book.admit(new AdmitEntry(cycle(), 0)).positionId());
    ClientOrderId entry = ledger.positions.load(position).orders().getFirst().id();
    ledger.gate.claim(entry, ledger.wallNow);
    Fill fill =
        new Fill(
            OneCoinMarket.ETH,
            1,
            "v1",
            Side.BUY,
            Price.of("100"),
            Quantity.of("10"),
            Usdt.of("0.5"),
            Usdt.ZERO,
            false,
            market.now);
    assertThat(
            ledger.orders.record(
                new Orders.News(entry, OrderStatus.FILLED, null, List.of(fill), null)))
        .isNotNull();
    ledger.positions.record(position, PositionStatus.OPEN, null, true);
    book.finish(new FinishCycle(cycle(), "TRADE", 1, 0, 0));
    return position;
  }

  @Test
  void aCycleBeginsWithWhatIsDueAndWhatIsAllowed() {
    CycleOpening first = begin();
    assertThat(first.state()).isEqualTo(CycleOpening.State.FRESH);
    assertThat(first.voteDue()).isEqualTo(VoteCause.SCHEDULED);
    assertThat(first.entries()).isFalse();
    assertThat(first.why()).contains("no vote has decided yet");
    assertThat(first.profile()).isEqualTo("moderate");

    voted("trade");
    CycleOpening again = begin();
    assertThat(again.entries()).isTrue();
    assertThat(Objects.requireNonNull(again.standing()).sizeFactor()).isEqualByComparingTo("1");
    book.record(new RecordCycle(cycle(), again.standing(), scan(null), null));
    assertThat(begin().state()).isEqualTo(CycleOpening.State.RECORDED);
    assertThat(Objects.requireNonNull(begin().recorded()).entries()).isEqualTo(1);
  }

  @Test
  void aCycleThatComesTooLateIsStaleAndADeskThatIsNotThereIsGone() {
    CycleRef late = cycle();
    market.now = market.now.plus(Duration.ofSeconds(151));
    assertThat(book.begin(new BeginCycle(late, 3)).state()).isEqualTo(CycleOpening.State.STALE);

    assertThat(book.begin(new BeginCycle(new CycleRef("nobody", LedgerFixture.NOON), 0)).state())
        .isEqualTo(CycleOpening.State.GONE);
  }

  @Test
  void aMarketThatCouldNotBeSeenIsRecordedAsThat() {
    CycleOpening opening = begin();

    var recorded = book.record(new RecordCycle(cycle(), opening.standing(), null, "no candles"));

    assertThat(recorded.blind()).isTrue();
    assertThat(recorded.alarm()).isEqualTo("loss of data: no candles");
  }

  @Test
  void aStopFollowsThePriceNeverLoosensAndIsToldOnce() {
    voted("trade");
    String position = held();
    assertThat(book.follow(DESK)).isEqualTo(new Followed(List.of(), List.of()));

    market.price = Price.of("110");
    assertThat(book.follow(DESK)).isEqualTo(new Followed(List.of(position), List.of()));
    var told = ledger.instructions.of(position).getFirst();
    assertThat(told.wanted()).isEqualTo(new Instruction.MoveStop(Price.of("104.5")));
    ledger.instructions.settle(position, told.n(), Instruction.End.DONE, "moved");
    assertThat(ledger.positions.load(position).stop()).isEqualTo(Price.of("104.5"));

    market.price = Price.of("105");
    assertThat(book.follow(DESK)).isEqualTo(new Followed(List.of(), List.of()));
    assertThat(ledger.positions.load(position).stop()).isEqualTo(Price.of("104.5"));
  }

  @Test
  void whatWasHeldForItsTimeGoes() {
    voted("trade");
    String position = held();
    market.now = market.now.plus(Duration.ofHours(96)).minusSeconds(1);
    assertThat(book.follow(DESK).out()).isEmpty();
    market.now = market.now.plusSeconds(1);

    assertThat(book.follow(DESK).out()).containsExactly(position);
  }

  @Test
  void anOverrideIsToBeClosedFromTheMomentItIsRecorded() {
    voted("trade");
    String position = held();
    market.now = market.now.plus(DeskSpec.CYCLE);
    CycleOpening opening = begin();
    book.record(new RecordCycle(cycle(), opening.standing(), scan("momentum below 30"), null));

    assertThat(book.toClose(DESK)).isEqualTo(new ToClose(List.of(position), ExitReason.OVERRIDE));
    assertThat(Objects.requireNonNull(book.admit(new AdmitEntry(cycle(), 0)).refusal()).code())
        .isEqualTo(RefusalCode.DESK_CLOSING);
  }

  @Test
  void commandsReachTheLedger() {
    book.command(new DeskCommand(DESK, DeskCommand.Kind.PAUSE, "me", null));
    assertThat(begin().why()).contains("me paused it");
    book.command(new DeskCommand(DESK, DeskCommand.Kind.RESUME, "me", null));
    assertThat(begin().why()).doesNotContain("paused");
    book.command(new DeskCommand(DESK, DeskCommand.Kind.PROFILE, "me", "reckless"));
    assertThat(begin().profile()).isEqualTo("moderate");
  }

  private DeskSummary summary(@Nullable BigDecimal momentum, DeskSummary.Ranking ranking) {
    return new DeskSummary(
        ledger.desks,
        ledger.cycles,
        ledger.positions,
        market,
        asOf -> Optional.ofNullable(momentum),
        hash -> ranking);
  }

  @Test
  void votersAreToldWhatThePriceAndTheLastCycleSay() {
    voted("trade");
    String position = held();
    DeskSummary summary = summary(null, new DeskSummary.Ranking(250, 20, List.of("ETHUSDT 81")));

    MarketSummary told = summary.summary(DESK, market.now);

    assertThat(told.btcPrice()).isEqualByComparingTo("50000");
    assertThat(told.btcChange1hPct()).isEqualByComparingTo("1.01");
    assertThat(told.momentum()).isEqualByComparingTo("72");
    assertThat(told.ranking()).containsExactly("ETHUSDT 81");
    assertThat(told.positions()).containsExactly(position);
    assertThat(told.mandate()).startsWith("trade");
    assertThat(told.problems()).isEmpty();
    Instant later = market.now.plus(Duration.ofHours(1));
    assertThat(summary.summary(DESK, later).problems())
        .singleElement()
        .asString()
        .contains("the last cycle that saw the market");
  }

  @Test
  void votersOfTheFirstVoteKnowTheMomentumBeforeACycleHasLooked() {
    DeskSummary summary = summary(new BigDecimal("64.00"), DeskSummary.Ranking.NONE);

    assertThat(summary.summary(DESK, market.now).momentum()).isEqualByComparingTo("64");
  }
}
