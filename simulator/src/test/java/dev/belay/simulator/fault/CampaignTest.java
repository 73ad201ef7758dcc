package dev.belay.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.simulator.fault.Campaign.Meeting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private static final String ORDER = "POST /fapi/v1/order";
  private static final Fault DROP = new Fault.DropBefore();
  private static final Fault REFUSE = new Fault.Refuse5xx();

  private static FaultRule nth(String endpoint, @Nullable String account, long nth, Fault fault) {
    return new FaultRule(endpoint, account, nth, null, null, fault);
  }

  private static FaultRule chance(String endpoint, double probability, @Nullable Long times) {
    return new FaultRule(endpoint, null, null, probability, times, DROP);
  }

  private static Campaign campaign(long seed, FaultRule... rules) {
    return new Campaign(new FaultPlan(seed, List.of(rules)));
  }

  private static Asked order(String account) {
    return new Asked(ORDER, account, "key of " + account, "id");
  }

  private static @Nullable Fault fault(Campaign campaign, Asked asked) {
    return campaign.meet(asked, 1_000, 2_000).fault();
  }

  /** The numbers of the calls that met a fault. */
  private static List<Integer> hits(Campaign campaign, int calls) {
    return IntStream.rangeClosed(1, calls)
        .filter(i -> fault(campaign, order("a")) != null)
        .boxed()
        .toList();
  }

  @Test
  void theSamePlanOverTheSameCallsGivesTheSameFaults() {
    List<Integer> first = hits(campaign(7, chance(ORDER, 0.2, null)), 500);

    assertThat(hits(campaign(7, chance(ORDER, 0.2, null)), 500)).isEqualTo(first);
    assertThat(hits(campaign(8, chance(ORDER, 0.2, null)), 500)).isNotEqualTo(first);
    assertThat(first.size()).isBetween(60, 140);
  }

  @Test
  void whatOthersCallChangesNothingForARule() {
    Campaign quiet = campaign(7, chance(ORDER, 0.2, null));
    Campaign busy = campaign(7, chance(ORDER, 0.2, null));
    List<Integer> first = hits(quiet, 200);
    List<Integer> second = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      assertThat(fault(busy, new Asked("GET /fapi/v1/time", "", "", ""))).isNull();
      if (fault(busy, order("b")) != null) {
        second.add(i);
      }
    }

    assertThat(second).isEqualTo(first);
  }

  @Test
  void countsOnlyTheCallsOfItsEndpointAndAccount() {
    Campaign campaign = campaign(1, nth(ORDER, "a", 2, DROP));

    assertThat(fault(campaign, order("a"))).isNull();
    assertThat(fault(campaign, order("b"))).isNull();
    assertThat(fault(campaign, new Asked("GET /fapi/v1/order", "a", "", ""))).isNull();
    assertThat(fault(campaign, order("a"))).isEqualTo(DROP);
    assertThat(fault(campaign, order("a"))).isNull();
    assertThat(campaign.report().rules().getFirst())
        .isEqualTo(new Campaign.Tally(nth(ORDER, "a", 2, DROP), 3, 1, 1));
  }

  @Test
  void anAccountMayBeNamedByItsKey() {
    Campaign campaign = campaign(1, nth(ORDER, "key of a", 1, DROP));

    assertThat(fault(campaign, order("b"))).isNull();
    assertThat(fault(campaign, order("a"))).isEqualTo(DROP);
  }

  @Test
  void neverMoreOftenThanItMay() {
    assertThat(hits(campaign(7, chance("*", 1, 3L)), 10)).containsExactly(1, 2, 3);
    FaultRule thrice = new FaultRule(ORDER, null, 4L, null, 3L, DROP);
    assertThat(hits(campaign(7, thrice), 10)).containsExactly(4, 5, 6);
  }

  @Test
  void theFirstRuleThatIsDueHasTheCallAndTheNextTakesTheOneAfter() {
    Campaign campaign = campaign(1, nth(ORDER, null, 2, DROP), nth("*", null, 2, REFUSE));

    assertThat(fault(campaign, order("a"))).isNull();
    assertThat(fault(campaign, order("a"))).isEqualTo(DROP);
    assertThat(fault(campaign, order("a"))).isEqualTo(REFUSE);
    assertThat(fault(campaign, order("a"))).isNull();
  }

  @Test
  void aLastingFaultMeetsEveryCallInItsScopeUntilItIsOver() {
    Fault.Ban ban = new Fault.Ban(5_000);
    Campaign campaign = campaign(1, nth(ORDER, "a", 1, ban));

    assertThat(campaign.meet(order("a"), 1_000, 0)).isEqualTo(new Meeting(0, ban, 5_000, 1));
    assertThat(campaign.meet(order("b"), 2_000, 0).fault()).isNull();
    assertThat(campaign.meet(new Asked("GET /fapi/v1/order", "a", "", ""), 2_500, 0))
        .isEqualTo(new Meeting(0, ban, 3_500, 0));
    assertThat(campaign.meet(order("a"), 6_000, 0).fault()).isNull();
    assertThat(campaign.report().rules().getFirst().met()).isEqualTo(2);
    assertThat(campaign.report().happened()).isEqualTo(1);
  }

  @Test
  void aSkewedClockLeavesRoomForOtherFaults() {
    Campaign campaign =
        campaign(
            1, nth("*", null, 1, new Fault.ClockSkew(-7_000, 10_000)), nth(ORDER, null, 2, DROP));

    assertThat(campaign.meet(order("a"), 1_000, 0).skew()).isEqualTo(-7_000);
    Meeting both = campaign.meet(order("a"), 2_000, 0);
    assertThat(both.skew()).isEqualTo(-7_000);
    assertThat(both.fault()).isEqualTo(DROP);
    assertThat(campaign.meet(order("a"), 11_000, 0).skew()).isZero();
  }

  @Test
  void hidesWhatIsAcceptedInTheSpanAndNothingOlder() {
    Campaign campaign = campaign(1, nth(ORDER, null, 1, DROP));
    campaign.hide("a", "id", false, 1_000, 3_000);

    assertThat(campaign.hides("a", "id", false, 1_000, 2_999)).isTrue();
    assertThat(campaign.hides("a", "id", false, 999, 2_999)).isFalse();
    assertThat(campaign.hides("a", "id", true, 1_000, 2_999)).isFalse();
    assertThat(campaign.hides("b", "id", false, 1_000, 2_999)).isFalse();
    assertThat(campaign.hides("a", "id", false, 1_000, 3_000)).isFalse();
  }

  @Test
  void refusesRulesThatMeanNothing() {
    assertThatThrownBy(() -> new FaultRule(ORDER, null, 1L, 0.5, null, DROP))
        .hasMessageContaining("either nth or probability");
    assertThatThrownBy(() -> new FaultRule(ORDER, null, null, 1.5, null, DROP))
        .hasMessageContaining("was 1.5");
    assertThatThrownBy(() -> nth(ORDER, null, 0, DROP)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> nth(ORDER, null, 1, new Fault.StopRefused(null, null)))
        .hasMessageContaining("Expected the endpoint POST /fapi/v1/algoOrder");
    assertThatThrownBy(() -> new Fault.Delay(0, Fault.When.BEFORE)).hasMessageContaining("ms");
    assertThatThrownBy(() -> new Fault.ClockSkew(0, 5)).hasMessageContaining("skew_ms");
  }
}
