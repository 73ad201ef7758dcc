package dev.belay.domain.fund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fund.Allocation.Allotted;
import dev.belay.domain.fund.Allocation.Candidate;
import dev.belay.domain.fund.Allocation.Outcome;
import dev.belay.domain.fund.Allocation.Refused;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
  private static final Usdt TEN_THOUSAND = Usdt.of("10000");

  @Test
  void sevenEqualSharesLeaveACentUnallocated() {
    SortedMap<String, Usdt> targets = targets(Scheme.EQUAL, ranked(7), Map.of());

    assertThat(targets.values()).containsOnly(Usdt.of("1428.57"));
    assertThat(TEN_THOUSAND.minus(sum(targets))).isEqualTo(Usdt.of("0.01"));
  }

  @Test
  void performanceGivesTheTopThreeTwentyTheMiddleTwoFifteenTheBottomTwoFive() {
    assertThat(targets(Scheme.PERFORMANCE, ranked(7), Map.of()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a0", Usdt.of("2000"),
                "a1", Usdt.of("2000"),
                "a2", Usdt.of("2000"),
                "a3", Usdt.of("1500"),
                "a4", Usdt.of("1500"),
                "a5", Usdt.of("500"),
                "a6", Usdt.of("500")));
  }

  @ParameterizedTest
  @CsvSource({"3,1,1,1", "4,2,1,1", "5,2,1,2", "6,3,2,1", "8,3,2,3", "10,4,3,3", "14,6,4,4"})
  void otherNumbersOfAgentsHaveTiersInProportion(int n, int top, int middle, int bottom) {
    Map<BigDecimal, Long> tiers = new TreeMap<>();
    shares(Scheme.PERFORMANCE, ranked(n), Map.of())
        .values()
        .forEach(share -> tiers.merge(share.part(), 1L, Long::sum));

    assertThat(tiers)
        .containsEntry(BigDecimal.valueOf(20), (long) top)
        .containsEntry(BigDecimal.valueOf(15), (long) middle)
        .containsEntry(BigDecimal.valueOf(5), (long) bottom);
  }

  @Test
  void equalReturnsAreRankedByTraderId() {
    List<Candidate> even =
        List.of(candidate("c", 3, 0.1), candidate("b", 3, 0.1), candidate("a", 3, 0.1));

    assertThat(targets(Scheme.PERFORMANCE, even, Map.of()))
        .containsEntry("a", Usdt.of("5000"))
        .containsEntry("b", Usdt.of("3750"))
        .containsEntry("c", Usdt.of("1250"));
  }

  @Test
  void performanceWithFewerThanThreeAgentsIsRefused() {
    assertThat(code(Scheme.PERFORMANCE, ranked(2), Map.of()))
        .isEqualTo(FundRefusal.Code.ALLOCATION_TOO_FEW_AGENTS);
    FundRefusal refusal = Allocation.check(Scheme.PERFORMANCE, List.of("a", "b"), Map.of());
    assertThat(refusal).isNotNull();
    assertThat(refusal.detail()).isEqualTo("Expected at least 3 enabled agents to rank, was 2");
  }

  @Test
  void strategyGivesEachPaceItsShareAndEqualPartsInside() {
    List<Candidate> agents =
        List.of(
            candidate("scalper", 1, 0),
            candidate("fast", 2, 0),
            candidate("balanced", 3, 0),
            candidate("slower", 4, 0),
            candidate("swing", 5, 0));

    assertThat(targets(Scheme.STRATEGY, agents, Map.of()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "scalper", Usdt.of("1000"),
                "fast", Usdt.of("1000"),
                "balanced", Usdt.of("2000"),
                "slower", Usdt.of("2000"),
                "swing", Usdt.of("4000")));
  }

  @Test
  void theShareOfAnEmptyPaceIsSpreadInProportion() {
    assertThat(
            targets(
                Scheme.STRATEGY,
                List.of(candidate("scalper", 1, 0), candidate("swing", 5, 0)),
                Map.of()))
        .containsEntry("scalper", Usdt.of("3333.33"))
        .containsEntry("swing", Usdt.of("6666.66"));
  }

  @Test
  void customWeightsMustSumToExactlyOneHundred() {
    List<String> agents = List.of("a0", "a1");

    assertThat(Allocation.check(Scheme.CUSTOM, agents, weights("30", "70"))).isNull();
    assertThat(refusal(Scheme.CUSTOM, agents, weights("30", "69.99")))
        .isEqualTo(FundRefusal.Code.WEIGHTS_NOT_100);
    assertThat(refusal(Scheme.CUSTOM, agents, weights("130", "-30")))
        .isEqualTo(FundRefusal.Code.WEIGHTS_NOT_100);
    assertThat(refusal(Scheme.CUSTOM, agents, Map.of()))
        .isEqualTo(FundRefusal.Code.WEIGHTS_NOT_100);
    assertThat(refusal(Scheme.CUSTOM, List.of("a0"), weights("30", "70")))
        .isEqualTo(FundRefusal.Code.WEIGHTS_AGENT_UNKNOWN);
    assertThat(refusal(Scheme.EQUAL, agents, weights("30", "70")))
        .isEqualTo(FundRefusal.Code.WEIGHTS_UNEXPECTED);
  }

  @Test
  void whatADisabledAgentHadByWeightIsSpreadInProportion() {
    Map<String, BigDecimal> weights =
        Map.of("a0", number("50"), "a1", number("30"), "gone", number("20"));

    assertThat(targets(Scheme.CUSTOM, ranked(2), weights))
        .containsEntry("a0", Usdt.of("6250"))
        .containsEntry("a1", Usdt.of("3750"));
    assertThat(code(Scheme.CUSTOM, ranked(2), Map.of("gone", number("100"))))
        .isEqualTo(FundRefusal.Code.ALLOCATION_NO_AGENTS);
  }

  @Test
  void withoutAnEnabledAgentThereIsNothingToShareOut() {
    assertThat(code(Scheme.EQUAL, List.of(), Map.of()))
        .isEqualTo(FundRefusal.Code.ALLOCATION_NO_AGENTS);
  }

  /** To the cent: the targets and the rest are the whole, and the rest is less than a cent each. */
  @Property
  void targetsAndRestAreExactlyTheWhole(
      @ForAll("agents") List<Candidate> agents,
      @ForAll Scheme scheme,
      @ForAll @LongRange(min = 1, max = 100_000_000_000L) long cents) {
    Usdt base = Usdt.of(BigDecimal.valueOf(cents, 2));
    Map<String, BigDecimal> weights = new TreeMap<>();
    agents.forEach(a -> weights.put(a.agent(), BigDecimal.valueOf(1 + a.agent().length())));

    if (Allocation.of(scheme, agents, weights) instanceof Allotted allotted) {
      assertThat(allotted.shares()).hasSize(agents.size());
      Usdt given = Usdt.ZERO;
      BigDecimal parts = BigDecimal.ZERO;
      for (Share share : allotted.shares().values()) {
        assertThat(share.of(base).value().scale()).isLessThanOrEqualTo(2);
        given = given.plus(share.of(base));
        parts = parts.add(share.part());
      }
      Usdt rest = base.minus(given);
      assertThat(parts).isEqualByComparingTo(allotted.shares().firstEntry().getValue().whole());
      assertThat(rest.isNegative()).isFalse();
      assertThat(rest.value()).isLessThan(BigDecimal.valueOf(agents.size()).movePointLeft(2));
    } else {
      assertThat(scheme).isEqualTo(Scheme.PERFORMANCE);
      assertThat(agents).hasSizeLessThan(3);
    }
  }

  @Property
  void theOrderOfTheAgentsNeverMatters(
      @ForAll("agents") List<Candidate> agents, @ForAll Scheme scheme, @ForAll long seed) {
    Map<String, BigDecimal> weights = Map.of(agents.getFirst().agent(), number("100"));
    List<Candidate> shuffled = new ArrayList<>(agents);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(Allocation.of(scheme, shuffled, weights))
        .isEqualTo(Allocation.of(scheme, agents, weights));
  }

  @Provide
  Arbitrary<List<Candidate>> agents() {
    Arbitrary<Candidate> agent =
        Combinators.combine(
                Arbitraries.integers().between(1, 999),
                Arbitraries.integers().between(1, 8),
                Arbitraries.doubles().between(-0.5, 0.5).ofScale(2))
            .as((id, minutes, value) -> candidate("agent" + id, minutes, value));
    return agent.list().uniqueElements(Candidate::agent).ofMinSize(1).ofMaxSize(20);
  }

  private static Candidate candidate(String id, int minutes, double value) {
    return new Candidate(id, Duration.ofMinutes(minutes), value);
  }

  /** a0 is the best. */
  private static List<Candidate> ranked(int n) {
    return IntStream.range(0, n).mapToObj(i -> candidate("a" + i, 3, -i / 100.0)).toList();
  }

  private static Map<String, BigDecimal> weights(String first, String second) {
    return Map.of("a0", number(first), "a1", number(second));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static SortedMap<String, Share> shares(
      Scheme scheme, List<Candidate> agents, Map<String, BigDecimal> weights) {
    Outcome outcome = Allocation.of(scheme, agents, weights);
    assertThat(outcome).isInstanceOf(Allotted.class);
    return ((Allotted) outcome).shares();
  }

  private static SortedMap<String, Usdt> targets(
      Scheme scheme, List<Candidate> agents, Map<String, BigDecimal> weights) {
    SortedMap<String, Usdt> targets = new TreeMap<>();
    shares(scheme, agents, weights).forEach((a, share) -> targets.put(a, share.of(TEN_THOUSAND)));
    return targets;
  }

  private static FundRefusal.Code code(
      Scheme scheme, List<Candidate> agents, Map<String, BigDecimal> weights) {
    Outcome outcome = Allocation.of(scheme, agents, weights);
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).refusal().code();
  }

  private static FundRefusal.Code refusal(
      Scheme scheme, List<String> agents, Map<String, BigDecimal> weights) {
    FundRefusal refusal = Allocation.check(scheme, agents, weights);
    assertThat(refusal).isNotNull();
    return refusal.code();
  }

  private static Usdt sum(SortedMap<String, Usdt> targets) {
    return targets.values().stream().reduce(Usdt.ZERO, Usdt::plus);
  }
}
