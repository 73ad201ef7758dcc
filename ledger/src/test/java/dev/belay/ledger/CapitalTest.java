package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.fund.CapitalSteps.Cut;
import dev.belay.domain.fund.FundRefusal.Code;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.FundChanges.Change;
import dev.belay.ledger.read.FundFigures;
import dev.belay.ledger.read.LedgerAudit;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Capital on its way, over a real database; the venue is what the test says it answers. */
@Tag("integration")
class CapitalTest {
  private Books books;
  private Capital capital;
  private FundChanges changes;

  @BeforeEach
  void open() throws SQLException {
    books = Books.seeded(3, FundLimits.DEFAULT);
    capital = new Capital(books.database, books.wall);
    changes = new FundChanges(books.database, books.wall);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void anAllocationMovesFreeMarginAndTheSumsStayExact() {
    Change change = allocate(Scheme.CUSTOM, Map.of("a0", 50, "a1", 30, "a2", 20));
    assertThat(change.refusal()).isNull();

    carryOut(change);

    assertThat(equity("a0")).isEqualTo(Usdt.of("1500"));
    assertThat(equity("a1")).isEqualTo(Usdt.of("900"));
    assertThat(equity("a2")).isEqualTo(Usdt.of("600"));
    assertExact();
    assertThat(books.journal.run().findings()).isEmpty();
    assertThat(books.journal.run().findings()).isEmpty();
  }

  @Test
  void whatIsTakenCannotBeTradedWithBeforeTheVenueHasMovedIt() {
    Change change = allocate(Scheme.CUSTOM, Map.of("a0", 1, "a1", 49, "a2", 50));

    Capital.Step step = step(change);

    assertThat(step.transfers()).extracting("account").containsExactly("main.a0");
    assertThat(equity("a0")).isEqualTo(Usdt.of("30"));
    var refusal = books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "200")).refusal();
    assertThat(refusal).isNotNull();
    // Not given yet: it is still to arrive.
    assertThat(equity("a1")).isEqualTo(Usdt.of("1000"));
    assertExact();
  }

  @Test
  void aRefusedTransferIsBookedBack() {
    Change change = allocate(Scheme.CUSTOM, Map.of("a0", 20, "a1", 40, "a2", 40));
    Capital.Step step = step(change);

    capital.settle(step.transfers().getFirst().id(), "VENUE_INSUFFICIENT", prices("100"));
    capital.settle(step.transfers().getFirst().id(), null, prices("100"));

    assertThat(equity("a0")).isEqualTo(Usdt.of("1000"));
    assertExact();
    assertThat(new LedgerAudit(books.database).of("main.a0").transfers())
        .extracting("status")
        .containsExactly("REFUSED");
    assertThat(step(change).transfers()).extracting("id").containsExactly("main/r1/a0/1");
  }

  @Test
  void whateverIsAskedTwiceChangesNothing() {
    Change change = allocate(Scheme.CUSTOM, Map.of("a0", 50, "a1", 30, "a2", 20));
    Change again = allocate(Scheme.CUSTOM, Map.of("a0", 50, "a1", 30, "a2", 20));
    assertThat(again.plan()).isEqualTo(change.plan());

    Capital.Step first = step(change);
    Capital.Step second = step(change);
    assertThat(second.transfers()).isEqualTo(first.transfers());
    first.transfers().forEach(t -> capital.settle(t.id(), null, prices("100")));
    first.transfers().forEach(t -> capital.settle(t.id(), null, prices("100")));
    carryOut(change);

    assertThat(equity("a0")).isEqualTo(Usdt.of("1500"));
    assertExact();
  }

  @Test
  void anAgentAboveItsCapitalReducesItsPositions() {
    String position = books.held("a0", Books.NOON, "3000");
    Change change = allocate(Scheme.CUSTOM, Map.of("a0", 5, "a1", 45, "a2", 50));

    Capital.Step step = step(change);

    assertThat(step.cuts()).extracting(Cut::positionId).containsExactly(position);
    // 76.5 % of 30 units: 102 % of the missing 450.05 of the 600 that are bound.
    assertThat(step.cuts().getFirst().quantity()).isEqualTo(Quantity.of("22.951"));
    assertThat(step.finished()).isFalse();
  }

  @Test
  void oneRebalanceAtATimeAndTheOtherIsTold() {
    Change first = allocate(Scheme.CUSTOM, Map.of("a0", 50, "a1", 30, "a2", 20));

    Change second = changes.setAllocation("main", Scheme.EQUAL, new TreeMap<>(), context("r2"));

    assertThat(Objects.requireNonNull(second.refusal()).code()).isEqualTo(Code.REBALANCE_RUNNING);
    carryOut(first);
    assertThat(
            changes.setAllocation("main", Scheme.EQUAL, new TreeMap<>(), context("r3")).refusal())
        .isNull();
  }

  @Test
  void disablingTakesEverythingBackAndEnablingGivesAnEqualShare() {
    Change disabled = changes.disable("main", "a1", context("d"));
    assertThat(disabled.agents()).containsExactly("a1");
    carryOut(disabled);

    assertThat(equity("a1")).isEqualTo(Usdt.ZERO);
    assertThat(books.roster.agent("main", "a1").enabled()).isFalse();
    assertThat(fund().unallocatedCash()).isEqualTo(Usdt.of("1000"));
    assertThat(changes.disable("main", "a1", context("d2")).changed()).isFalse();

    Change enabled = changes.enable("main", "a1", context("e"));
    assertThat(enabled.amount()).isEqualTo(Usdt.of("1000"));
    carryOut(enabled);
    assertThat(equity("a1")).isEqualTo(Usdt.of("1000"));
    assertExact();
  }

  @Test
  void enablingWhileTheCapitalIsOnItsWayBackIsRefused() {
    changes.disable("main", "a1", context("d"));

    Change enabled = changes.enable("main", "a1", context("e"));

    assertThat(Objects.requireNonNull(enabled.refusal()).code())
        .isEqualTo(Code.AGENT_CAPITAL_MOVING);
  }

  @Test
  void addsAndChangesAgentsWhileItRuns() {
    Change added = changes.add("main", Books.agent(7), null, context("add"));
    assertThat(added.amount()).isEqualTo(Usdt.ZERO);
    assertThat(books.roster.agents("main")).extracting(a -> a.spec().id()).contains("a7");
    assertThat(code(changes.add("main", Books.agent(7), null, context("add2"))))
        .isEqualTo(Code.AGENT_EXISTS);
    assertThat(code(changes.add("main", Books.agent(8), Usdt.of("1"), context("add3"))))
        .isEqualTo(Code.CAPITAL_INSUFFICIENT);

    Change changed =
        changes.change("main", "a7", patch("speed", Duration.ofMinutes(5), 3), context("c"));
    assertThat(changed.changed()).isTrue();
    var spec = books.roster.agent("main", "a7").spec();
    assertThat(spec.style()).isEqualTo("speed");
    assertThat(spec.interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(spec.limits().maxLeverage()).isEqualTo(3);
    assertThat(code(changes.change("main", "a7", patch("poetry", null, 3), context("c2"))))
        .isEqualTo(Code.AGENT_INVALID);
    assertThat(code(changes.change("main", "a7", patch(null, null, 11), context("c3"))))
        .isEqualTo(Code.AGENT_INVALID);
    assertThat(code(changes.change("main", "nobody", patch(null, null, 3), context("c4"))))
        .isEqualTo(Code.AGENT_UNKNOWN);
    assertThat(books.journal.run().findings()).isEmpty();
  }

  /** The known defect: capital taken away looks like a loss and trips the breakers. */
  @Test
  void aTransferIsNoLoss() {
    books.marks.mark("main", Books.NOON, Books.quotes("100"));
    books.held("a0", Books.NOON, "1000");
    // Nearly the day's limit of 10 % is lost: 90 of 1000.
    var after = Books.NOON.plus(Marks.GRID);
    books.marks.mark("main", after, Books.quotes("91"));

    Change change =
        changes.setAllocation(
            "main",
            Scheme.CUSTOM,
            weights(Map.of("a0", 15, "a1", 45, "a2", 40)),
            context("r1", "91"));
    carryOut(change, "91");
    books.marks.mark("main", after.plus(Marks.GRID), Books.quotes("91"));

    assertThat(equity("a0", "91").compareTo(Usdt.of("500"))).isNegative();
    Agents.Agent agent = books.roster.agent("main", "a0");
    assertThat(agent.breakers().lossDay()).isNull();
    assertThat(agent.status(after)).isEqualTo("running");
    // Still it may not lose twice: a little more and the day's limit is reached.
    books.marks.mark("main", after.plus(Marks.GRID).plus(Marks.GRID), Books.quotes("86"));
    assertThat(books.roster.agent("main", "a0").breakers().lossDay()).isEqualTo("2026-03-02");
    assertThat(books.reader.halts("main")).isEmpty();
  }

  @Test
  void aDisabledAgentOpensNothing() {
    changes.disable("main", "a0", context("d"));

    var refusal = books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "200")).refusal();

    assertThat(Objects.requireNonNull(refusal).code()).isEqualTo(RefusalCode.AGENT_DISABLED);
  }

  private Change allocate(Scheme scheme, Map<String, Integer> percents) {
    return changes.setAllocation("main", scheme, weights(percents), context("r1"));
  }

  private static SortedMap<String, BigDecimal> weights(Map<String, Integer> percents) {
    SortedMap<String, BigDecimal> weights = new TreeMap<>();
    percents.forEach((agent, percent) -> weights.put(agent, BigDecimal.valueOf(percent)));
    return weights;
  }

  private Capital.Step step(Change change) {
    return capital.step(Objects.requireNonNull(change.plan()), prices("100"), false);
  }

  private void carryOut(Change change) {
    carryOut(change, "100");
  }

  /** The venue moves whatever it is asked to. */
  private void carryOut(Change change, String price) {
    String plan = Objects.requireNonNull(change.plan());
    for (int looks = 0; looks < 20; looks++) {
      Capital.Step step = capital.step(plan, prices(price), looks > 10);
      step.transfers().forEach(t -> capital.settle(t.id(), null, prices(price)));
      if (step.finished()) {
        return;
      }
    }
    throw new AssertionError("Expected the plan to end, was " + capital.plan(plan));
  }

  private static Code code(Change change) {
    return Objects.requireNonNull(change.refusal()).code();
  }

  private static AgentPatch patch(
      @Nullable String style, @Nullable Duration interval, int leverage) {
    return new AgentPatch(
        null,
        null,
        style,
        interval,
        null,
        null,
        null,
        new TreeMap<>(Map.of("max_leverage", BigDecimal.valueOf(leverage))));
  }

  private static FundChanges.Context context(String request) {
    return context(request, "100");
  }

  private static FundChanges.Context context(String request, String price) {
    return new FundChanges.Context(
        request,
        "me",
        Books.NOON,
        Books.quotes(price),
        List.of(Books.BTC, Books.ETH),
        List.of("balanced", "speed"),
        new TreeMap<>());
  }

  private static Capital.Prices prices(String price) {
    return new Capital.Prices(
        Books.quotes(price),
        List.of(Books.instrument(Books.BTC), Books.instrument(Books.ETH)),
        Books.NOON);
  }

  private FundFigures fund() {
    return books.reader.figures("main", Books.quotes("100"), Books.NOON);
  }

  private Usdt equity(String agent) {
    return equity(agent, "100");
  }

  private Usdt equity(String agent, String price) {
    return books.reader.figures("main", Books.quotes(price), Books.NOON).agents().stream()
        .filter(a -> a.spec().id().equals(agent))
        .findFirst()
        .orElseThrow()
        .money()
        .equity();
  }

  private void assertExact() {
    FundFigures fund = fund();
    Usdt parts =
        fund.agents().stream()
            .map(a -> a.money().equity())
            .reduce(fund.unallocatedCash(), Usdt::plus);
    assertThat(fund.money().deposited()).isEqualTo(Usdt.of("3000"));
    assertThat(fund.money().equity()).isEqualTo(parts).isEqualTo(Usdt.of("3000"));
  }
}
