package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.Ballot;
import dev.belay.domain.amplifier.BallotBox.Reading;
import dev.belay.domain.amplifier.BallotRefusal;
import dev.belay.domain.amplifier.DeskLimits;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.DeskSpec.Seat;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.VoteCalls;
import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.risk.BreakerState;
import dev.belay.ledger.amplifier.Cycles;
import dev.belay.ledger.amplifier.DeskReader;
import dev.belay.ledger.amplifier.Desks;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.ledger.read.HistoryReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A desk of the amplifier in the ledger: votes, mandates, entries, exits, cool-offs. */
@Tag("integration")
class DeskTest {
  private static final String DESK = "amplifier";
  private static final Instant NOON = Books.NOON;
  private static final Instant LATER = NOON.plus(DeskSpec.CYCLE);

  private Books books;
  private Desks desks;
  private Cycles cycles;
  private Votes votes;

  @BeforeEach
  void open() {
    books = Books.fresh();
    desks = new Desks(books.database, books.roster, books.wall);
    cycles = new Cycles(books.database, books.wall);
    votes = new Votes(books.database, books.wall);
    desks.seed(spec(), List.of(Books.ETH), "name: amplifier", NOON);
  }

  @AfterEach
  void close() {
    assertThat(books.journal.run().intact()).isTrue();
    books.close();
  }

  private static DeskSpec spec() {
    return spec(DeskLimits.DEFAULT, "moderate");
  }

  private static DeskSpec spec(DeskLimits limits, String profile) {
    List<ModelSpec> models =
        Arrays.stream(Voter.values())
            .map(
                voter ->
                    new ModelSpec(
                        "m-" + voter,
                        "M",
                        "f",
                        "groq",
                        "m" + voter,
                        null,
                        "KEY",
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        100))
            .toList();
    return new DeskSpec(
        DESK,
        Usdt.of("10000"),
        Usdt.of("5"),
        models,
        Arrays.stream(Voter.values()).map(voter -> new Seat(voter, "m-" + voter)).toList(),
        VoteRules.DEFAULT,
        limits,
        List.of("conservative", "moderate", "aggressive"),
        profile);
  }

  private static Reading ballot(Voter voter, String vote, String boldness) {
    return new Reading.Valid(
        new Ballot(
            voter,
            Stance.parse(vote).orElseThrow(),
            Aggressiveness.parse(boldness).orElseThrow(),
            new BigDecimal("0.8"),
            "because",
            List.of("mind the funding")));
  }

  private Reading cast(String vote, Voter voter, Reading reading) {
    String hash = books.contents.put("reply", vote + voter + reading + books.wallNow);
    return votes.cast(vote, new Votes.Cast(voter.toString(), reading, "model", false, hash));
  }

  private String call(VoteCause cause, Instant asOf) {
    VoteCalls.Answer answer = votes.call(DESK, cause, "why", asOf);
    assertThat(answer).isInstanceOf(VoteCalls.Answer.Hold.class);
    return Votes.id(DESK, (VoteCalls.Answer.Hold) answer);
  }

  private Votes.Shown shown(String vote, boolean fresh) {
    return votes.shown(
        vote,
        new Votes.Shown(
            books.contents.put("evidence", "{}"),
            Map.of("main", books.contents.put("prompt", "p")),
            List.of("feed"),
            false,
            fresh));
  }

  /** Of all three, counted. */
  private String vote(VoteCause cause, Instant asOf, String stance) {
    String vote = call(cause, asOf);
    Votes.Shown unused = shown(vote, !cause.extra());
    votes.asked(vote, Duration.ofSeconds(90));
    for (Voter voter : Voter.values()) {
      Reading counted = cast(vote, voter, ballot(voter, stance, "moderate"));
      assertThat(counted).isInstanceOf(Reading.Valid.class);
    }
    assertThat(votes.count(vote, Map.of()))
        .isEqualTo(new Votes.Counted(Stance.parse(stance).orElseThrow().name(), 3));
    return vote;
  }

  private static Cycles.Entry entry(String size) {
    return new Cycles.Entry(
        Books.ETH,
        Usdt.of(size),
        Price.of("96"),
        Price.of("115"),
        BigDecimal.valueOf(5),
        BigDecimal.valueOf(96),
        80,
        "amplifies");
  }

  private Cycles.Decided decided(@Nullable String override, String momentum, String... sizes) {
    return new Cycles.Decided(
        desks.standing(DESK, NOON, 1).orElseThrow(),
        "moderate",
        books.contents.put("scan", "table"),
        new BigDecimal(momentum),
        "bull",
        override,
        null,
        Map.of("universe", 250),
        Arrays.stream(sizes).map(DeskTest::entry).toList(),
        List.of(),
        null);
  }

  private Cycles.Recorded cycle(Instant asOf, Cycles.Decided decided) {
    assertThat(cycles.open(DESK, asOf, 0)).isEmpty();
    return cycles.record(DESK, asOf, decided, votes.recent(DESK));
  }

  private Admissions.Result admit(Instant asOf, Instant now) {
    return books.admissions.open(
        Cycles.round(DESK, asOf),
        0,
        new Admissions.Market(
            now,
            now.plusSeconds(30),
            List.of(Books.instrument(Books.ETH)),
            quotes("100", now),
            Books.FEE,
            1));
  }

  private static List<dev.belay.domain.market.Quote> quotes(String price, Instant at) {
    return Books.quotes(price).stream()
        .map(q -> new dev.belay.domain.market.Quote(q.symbol(), q.last(), q.mark(), at))
        .toList();
  }

  private @Nullable RefusalCode refused(Instant asOf, Instant now) {
    var refusal = admit(asOf, now).refusal();
    return refusal == null ? null : refusal.code();
  }

  /** A position of 1,000 USDT at 100, filled. */
  private String held(Instant asOf) {
    cycle(asOf, decided(null, "70", "1000"));
    String position = Objects.requireNonNull(admit(asOf, asOf).positionId());
    var entry = books.orderOf(position, Leg.ENTRY);
    books.gate.claim(entry, books.wallNow);
    String quantity = "" + books.orders.load(entry).intent().quantity();
    books.record(entry, OrderStatus.FILLED, books.fill(Books.ETH, Side.BUY, "100", quantity, "0"));
    return position;
  }

  private List<String> kinds() {
    return new HistoryReader(books.database)
        .journalAfter(DESK + ".desk", 0, 200).stream().map(row -> row.kind()).toList();
  }

  @Test
  void anAccountIsThePortfoliosOrADesks() {
    assertThat(books.reader.isTradedHere("main.a", "main")).isTrue();
    assertThat(books.reader.isTradedHere(DeskSpec.account(DESK), "main")).isTrue();
    assertThat(books.reader.isTradedHere("other.a", "main")).isFalse();
    assertThat(books.reader.isTradedHere("amplifier.other", "main")).isFalse();
  }

  @Test
  void aDeskIsNoPortfolioOfAgentsAndIsSeededOnce() {
    assertThat(books.recovery.portfolios()).isEmpty();
    assertThat(books.recovery.desks()).containsExactly(DESK);
    assertThat(desks.seed(spec(), List.of(Books.ETH, Books.BTC), "name: other", LATER)).hasSize(1);

    assertThat(desks.find(DESK)).get().extracting(DeskFacts.Desk::spec).isEqualTo(spec());
    assertThat(books.roster.deposit(DESK + ".desk")).isEqualTo(Usdt.of("10000"));
    // The fund's reconciliation looks at it, too.
    assertThat(new Cases(books.database, books.wall, Duration.ofSeconds(5)).accounts("main"))
        .containsExactly(DESK + ".desk");
    assertThat(books.roster.agent(DESK, "desk").spec().symbols())
        .containsExactly(Books.ETH, Books.BTC);
  }

  @Test
  void nothingIsOpenedWithoutAMandateToTrade() {
    cycle(NOON, decided(null, "70", "1000"));
    assertThat(refused(NOON, NOON)).isEqualTo(RefusalCode.MANDATE_FORBIDS);

    vote(VoteCause.SCHEDULED, NOON, "trade");
    cycle(LATER, decided(null, "70", "1000"));
    assertThat(admit(LATER, LATER).positionId()).isEqualTo(DESK + ".desk/ETHUSDT/1");
    assertThat(admit(LATER, LATER).positionId()).isEqualTo(DESK + ".desk/ETHUSDT/1");
    assertThat(desks.check(DESK, LATER, 1).orElseThrow().refusal()).isNull();
  }

  @Test
  void aHoldForbidsEntriesAndChangesNothingElse() {
    vote(VoteCause.SCHEDULED, NOON, "hold");
    cycle(NOON, decided(null, "70", "1000"));

    assertThat(refused(NOON, NOON)).isEqualTo(RefusalCode.MANDATE_FORBIDS);
    assertThat(desks.find(DESK).orElseThrow().profile()).isEqualTo("moderate");
    assertThat(desks.find(DESK).orElseThrow().spec()).isEqualTo(spec());
  }

  @Test
  void aHaltForbidsEntriesAndIsWhatTheDeskSays() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    cycle(NOON, decided(null, "70", "1000"));
    books.controls.halt(DESK, "lunch", "anna");

    assertThat(desks.check(DESK, NOON, 1).orElseThrow().refusal())
        .extracting(Refusal::code)
        .isEqualTo(RefusalCode.HALT_ACTIVE);
    assertThat(refused(NOON, NOON)).isEqualTo(RefusalCode.HALT_ACTIVE);
    books.controls.resume(DESK, "anna");
    assertThat(desks.check(DESK, NOON, 1).orElseThrow().refusal()).isNull();
  }

  @Test
  void aFifthOfTheEquityStaysCash() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    cycle(NOON, decided(null, "70", "8001"));

    assertThat(refused(NOON, NOON)).isEqualTo(RefusalCode.CASH_RESERVE);
  }

  @Test
  void whatWasRecordedFirstForACycleIsWhatItDecided() {
    Cycles.Recorded first = cycle(NOON, decided(null, "70", "1000", "1000"));
    assertThat(first.entries()).isEqualTo(2);

    assertThat(cycles.record(DESK, NOON, decided("fell", "20"), List.of())).isEqualTo(first);
    assertThat(cycles.open(DESK, NOON, 0)).contains(first);
    cycles.finish(DESK, NOON, "TRADE", 1, 1, 0);
    cycles.finish(DESK, NOON, "HOLD", 0, 0, 0);
    assertThat(books.count("desk_cycles WHERE outcome = 'TRADE' AND opened = 1")).isEqualTo(1);
  }

  @Test
  void aCycleThatWasLostIsOverWithTheNext() {
    cycle(NOON, decided(null, "70", "1000"));
    cycle(LATER, decided(null, "70"));

    assertThat(books.count("desk_cycles WHERE outcome = 'LOST'")).isEqualTo(1);
    assertThat(books.count("rounds WHERE outcome = 'LOST'")).isEqualTo(1);
    assertThat(books.recovery.unfinishedRounds()).isEmpty();
  }

  @Test
  void anOverrideIsInForceWithItsCycleUntilEverythingIsClosed() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    String position = held(NOON);
    cycle(LATER, decided("momentum below 30", "20", "1000"));

    assertThat(desks.toClose(DESK, LATER, 1))
        .isEqualTo(new Desks.ToClose(List.of(position), ExitReason.OVERRIDE));
    assertThat(refused(LATER, LATER)).isEqualTo(RefusalCode.DESK_CLOSING);
    books.positions.record(
        position, dev.belay.domain.position.PositionStatus.CLOSING, ExitReason.OVERRIDE, false);
    assertThat(desks.toClose(DESK, LATER, 1).positions()).isEmpty();
    assertThat(kinds()).contains("desk_exit");
  }

  @Test
  void anEntryOfBeforeAnExitIsNotWantedAnyMore() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    cycle(NOON, decided(null, "70", "1000"));
    assertThat(desks.command(DESK, new Desks.Command.Override("BTC fell 4 %"), NOON.plusSeconds(1)))
        .isTrue();
    // Nothing was held, so nothing is being closed any more.
    assertThat(desks.toClose(DESK, NOON.plusSeconds(1), 1).positions()).isEmpty();

    assertThat(refused(NOON, NOON.plusSeconds(2))).isEqualTo(RefusalCode.DESK_CLOSING);
    cycle(LATER, decided(null, "70", "1000"));
    assertThat(admit(LATER, LATER).positionId()).isNotNull();
  }

  @Test
  void anOverrideOfACycleThatHoldsNothingIsNoExit() {
    cycle(NOON, decided("fell", "20"));
    assertThat(new DeskReader(books.database).counts(DESK).overrides()).isZero();
  }

  @Test
  void exitAllClosesAndPausesUntilResumed() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    String position = held(NOON);
    assertThat(desks.command(DESK, new Desks.Command.ExitAll("me"), NOON)).isTrue();

    assertThat(desks.toClose(DESK, NOON, 1))
        .isEqualTo(new Desks.ToClose(List.of(position), ExitReason.COMMAND));
    assertThat(desks.check(DESK, LATER, 1).orElseThrow().refusal())
        .extracting(r -> r.code())
        .isEqualTo(RefusalCode.AGENT_PAUSED);
    assertThat(desks.command(DESK, new Desks.Command.Resume("me"), LATER)).isTrue();
    assertThat(desks.command(DESK, new Desks.Command.Resume("me"), LATER)).isFalse();
  }

  @Test
  void anExitVoteClosesEverythingWhileItStands() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    String position = held(NOON);
    vote(VoteCause.HAND, LATER, "exit");

    assertThat(desks.toClose(DESK, LATER, 1))
        .isEqualTo(new Desks.ToClose(List.of(position), ExitReason.VOTE));
    assertThat(desks.toClose(DESK, NOON, 1).positions()).isEmpty();
  }

  @Test
  void aLimitClosesEverythingAndCoolsOffForADayAlsoAfterARestart() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    books.marks.mark(DESK, NOON, quotes("100", NOON));
    String position = held(NOON);
    // 10 units from 100 to 49 lose 510 of 10,000.
    books.marks.mark(DESK, LATER, quotes("49", LATER));

    assertThat(desks.check(DESK, LATER, 1).orElseThrow().refusal())
        .extracting(r -> r.code())
        .isEqualTo(RefusalCode.COOLING_OFF);
    assertThat(desks.toClose(DESK, LATER, 1))
        .isEqualTo(new Desks.ToClose(List.of(position), ExitReason.DESK_LIMIT));
    Desks restarted = new Desks(books.database, books.roster, books.wall);
    Instant almost = LATER.plus(Duration.ofHours(24)).minusSeconds(300);
    assertThat(restarted.check(DESK, almost, 1).orElseThrow().refusal())
        .extracting(r -> r.code())
        .isEqualTo(RefusalCode.COOLING_OFF);
    Instant over = LATER.plus(Duration.ofHours(24));
    assertThat(restarted.check(DESK, over, 1).orElseThrow().refusal())
        .extracting(r -> r.code())
        .isNotEqualTo(RefusalCode.COOLING_OFF);
    assertThat(books.roster.agent(DESK, "desk").breakers()).isEqualTo(BreakerState.NEW);
    assertThat(books.reader.halts(DESK)).isEmpty();
    assertThat(kinds()).containsOnlyOnce("cool_off", "cool_off_ended");
  }

  @Test
  void aProfileIsOneOfThoseConfigured() {
    assertThat(desks.command(DESK, new Desks.Command.Profile("aggressive", "me"), NOON)).isTrue();
    assertThat(desks.command(DESK, new Desks.Command.Profile("reckless", "me"), NOON)).isFalse();
    assertThat(desks.find(DESK).orElseThrow().profile()).isEqualTo("aggressive");
  }

  @Test
  void aDeskIsConfiguredAnew() {
    assertThat(desks.command(DESK, new Desks.Command.Profile("aggressive", "me"), NOON)).isTrue();
    cycle(NOON, decided(null, "70"));
    DeskLimits tighter =
        new DeskLimits(
            new BigDecimal("4"),
            new BigDecimal("10"),
            Duration.ofHours(48),
            new BigDecimal("30"),
            4,
            new BigDecimal("10"),
            new BigDecimal("20"));
    desks.configure(spec(tighter, "moderate"), "name: amplifier # 2", "me", LATER);

    assertThat(desks.configuration(DESK)).contains("name: amplifier # 2");
    DeskFacts.Desk found = desks.find(DESK).orElseThrow();
    assertThat(found.spec().limits()).isEqualTo(tighter);
    assertThat(found.profile()).as("chosen by command").isEqualTo("aggressive");
    AgentSpec agent = books.roster.agent(DESK, "desk").spec();
    assertThat(agent.limits().drawdownPct()).isEqualByComparingTo("10");
    assertThat(agent.symbols()).containsExactly(Books.ETH);
    assertThat(books.roster.portfolio(DESK).fundLimits())
        .isEqualTo(spec(tighter, "moderate").portfolio(List.of(Books.ETH)).fundLimits());
    assertThat(kinds()).contains("desk_configured");
    DeskReader reader = new DeskReader(books.database);
    assertThat(reader.track(DESK, 1).cycles()).as("of this configuration").isZero();
    cycle(LATER, decided(null, "70"));
    assertThat(reader.track(DESK, 1).cycles()).isEqualTo(1);

    desks.configure(spec(tighter, "conservative"), "name: amplifier # 3", "me", LATER);
    assertThat(desks.find(DESK).orElseThrow().profile()).isEqualTo("conservative");
    DeskSpec other = spec(tighter, "moderate").named("other");
    assertThatThrownBy(() -> desks.configure(other, "", "me", LATER)).hasMessageContaining("other");
  }

  @Test
  void aVoteOfAWindowIsCalledOnceAndCountedOnce() {
    String vote = vote(VoteCause.SCHEDULED, NOON, "trade");

    assertThat(vote).isEqualTo(DESK + "/2026-03-02T12:00:00Z/0");
    assertThat(votes.call(DESK, VoteCause.SCHEDULED, "again", LATER))
        .isEqualTo(new VoteCalls.Answer.Held(vote, true));
    assertThat(votes.count(vote, Map.of())).isEqualTo(new Votes.Counted("TRADE", 3));
    assertThat(books.count("mandates")).isEqualTo(1);
    assertThat(books.recovery.openVotes()).isEmpty();
    assertThat(kinds()).containsOnlyOnce("vote_called", "vote_counted");
  }

  @Test
  void everyAnswerIsKeptAndOnlyTheFirstInTimeCounts() {
    String vote = call(VoteCause.SCHEDULED, NOON);
    votes.asked(vote, Duration.ofSeconds(90));
    Reading main = ballot(Voter.MAIN, "trade", "moderate");
    assertThat(cast(vote, Voter.MAIN, main)).isEqualTo(main);
    assertThat(cast(vote, Voter.MAIN, main)).as("the same answer again").isEqualTo(main);
    assertThat(cast(vote, Voter.MAIN, ballot(Voter.MAIN, "exit", "moderate")))
        .extracting(r -> ((Reading.Refused) r).code())
        .isEqualTo(BallotRefusal.DUPLICATE);
    assertThat(
            cast(vote, Voter.A, new Reading.Refused(BallotRefusal.SETS_SIZE, "Expected no size")))
        .isInstanceOf(Reading.Refused.class);
    books.wallNow = books.wallNow.plusSeconds(91);
    assertThat(cast(vote, Voter.B, ballot(Voter.B, "trade", "moderate")))
        .extracting(r -> ((Reading.Refused) r).code())
        .isEqualTo(BallotRefusal.LATE);

    assertThat(votes.count(vote, Map.of("b", "TIMEOUT")))
        .isEqualTo(new Votes.Counted("NO_DECISION", 1));
    assertThat(books.count("ballots")).isEqualTo(5);
    assertThat(books.count("ballots WHERE counted")).isEqualTo(1);
    assertThat(books.count("mandates")).isZero();
  }

  @Test
  void aVoteThatIsCalledLaterHoldsWhicheverIsCountedFirst() {
    String early = call(VoteCause.SCHEDULED, NOON);
    votes.asked(early, Duration.ofSeconds(90));
    // Called for the next window while the first is still being asked.
    String late = call(VoteCause.SCHEDULED, NOON.plus(Duration.ofHours(4)));
    votes.asked(late, Duration.ofSeconds(90));
    for (Voter voter : Voter.values()) {
      Reading a = cast(late, voter, ballot(voter, "exit", "moderate"));
      Reading b = cast(early, voter, ballot(voter, "trade", "moderate"));
      assertThat(List.of(a, b)).allMatch(r -> r instanceof Reading.Valid);
    }
    assertThat(votes.count(late, Map.of()).outcome()).isEqualTo("EXIT");
    assertThat(votes.count(early, Map.of()).outcome()).isEqualTo("TRADE");

    assertThat(desks.standing(DESK, NOON.plus(Duration.ofHours(4)), 1).orElseThrow().stance())
        .isEqualTo(Stance.EXIT);
  }

  @Test
  void anExtraVoteFindsWhatWasGatheredLast() {
    String window = vote(VoteCause.SCHEDULED, NOON, "trade");
    String extra = vote(VoteCause.SIGNAL, LATER, "hold");
    String second = call(VoteCause.HAND, LATER.plusSeconds(60));

    Votes.Shown first = Objects.requireNonNull(votes.load(window).shown());
    assertThat(votes.lastFreshEvidence(votes.load(extra))).contains(first.hash());
    assertThat(votes.lastFreshEvidence(votes.load(second))).contains(first.hash());
    assertThat(votes.load(extra).asOf()).isAfter(votes.load(window).asOf());
    assertThat(desks.standing(DESK, LATER, 1).orElseThrow().stance()).isEqualTo(Stance.HOLD);
  }

  @Test
  void momentumIsHeldAgainstThatOfTheLastVote() {
    cycle(NOON, decided(null, "80"));
    vote(VoteCause.SCHEDULED, NOON, "trade");

    assertThat(cycle(LATER, decided(null, "40")).revote()).isNull();
    assertThat(cycle(LATER.plus(DeskSpec.CYCLE), decided(null, "39")).revote()).contains("39");
  }

  @Test
  void termsStayWithTheirPosition() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    String position = held(NOON);
    books.positions.record(position, dev.belay.domain.position.PositionStatus.OPEN, null, true);

    assertThat(cycles.held(DESK))
        .singleElement()
        .satisfies(
            terms -> {
              assertThat(terms.positionId()).isEqualTo(position);
              assertThat(terms.trailPct()).isEqualByComparingTo("5");
              assertThat(terms.maxHoldHours()).isEqualByComparingTo("96");
            });
  }

  @Test
  void aDayIsOnRecordWithEnoughCyclesThatSawTheMarket() {
    DeskReader reader = new DeskReader(books.database);
    assertThat(reader.track(DESK, 2)).isEqualTo(new DeskReader.Track(null, null, 0, 0));
    Instant nextDay = NOON.plus(Duration.ofDays(1));
    cycle(NOON, decided(null, "70"));
    cycle(LATER, decided(null, "70"));
    cycle(nextDay, decided(null, "70"));
    cycle(
        nextDay.plus(Duration.ofMinutes(5)),
        new Cycles.Decided(
            null,
            "moderate",
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            List.of(),
            List.of(),
            "dark"));

    assertThat(reader.track(DESK, 2)).isEqualTo(new DeskReader.Track(NOON, nextDay, 3, 1));
    assertThat(reader.track(DESK, 1).days()).isEqualTo(2);
    assertThat(reader.track("other", 1).cycles()).isZero();
  }

  @Test
  void pagesSeeWhatItHasDone() {
    vote(VoteCause.SCHEDULED, NOON, "trade");
    String position = held(NOON);
    cycle(LATER, decided("fell", "20"));
    vote(VoteCause.SIGNAL, LATER, "exit");
    DeskReader reader = new DeskReader(books.database);

    assertThat(reader.counts(DESK)).isEqualTo(new DeskReader.Counts(2, 0, 1, 1, 1, 0, 1, 0));
    assertThat(reader.votes(DESK, 5)).hasSize(2);
    assertThat(reader.votes(DESK, 5).getFirst().ballots())
        .hasSize(3)
        .allMatch(b -> b.counted() && b.warnings().equals(List.of("mind the funding")));
    assertThat(reader.cycles(DESK, 5).getFirst().override()).isEqualTo("fell");
    assertThat(reader.cycles(DESK, 5).getFirst().funnel()).containsEntry("universe", 250);
    DeskReader.Standing standing = reader.standing(DESK, LATER, 1).orElseThrow();
    assertThat(standing.mandate().stance()).isEqualTo(Stance.EXIT);
    assertThat(Objects.requireNonNull(standing.exit()).kind()).isEqualTo("OVERRIDE");
    assertThat(position).isEqualTo(DESK + ".desk/ETHUSDT/1");
  }
}
