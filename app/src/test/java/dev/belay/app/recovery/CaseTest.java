package dev.belay.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.simulator.fault.FaultRule;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaseTest {
  private static List<Case> cases() {
    return LongStream.rangeClosed(1, 500).mapToObj(s -> Case.of(s, Case.System.PORTFOLIO)).toList();
  }

  private static long points(List<Case.Death> deaths, boolean simulator) {
    return deaths.stream()
        .filter(death -> (death.victim() == Case.Victim.SIMULATOR) == simulator)
        .map(Case.Death::point)
        .distinct()
        .count();
  }

  @Test
  void aSeedAlwaysGivesTheSameCase() {
    for (long seed = 0; seed < 200; seed++) {
      for (Case.System system : Case.System.values()) {
        assertThat(Case.of(seed, system)).isEqualTo(Case.of(seed, system));
      }
    }
  }

  @Test
  void fiveHundredSeedsHaveEveryVictimAndEveryBoundaryOfIt() {
    List<Case.Death> deaths = cases().stream().flatMap(c -> Stream.ofNullable(c.death())).toList();

    assertThat(deaths).hasSizeBetween(330, 420);
    assertThat(deaths).extracting(Case.Death::victim).contains(Case.Victim.values());
    assertThat(points(deaths, false)).isEqualTo(24);
    assertThat(points(deaths, true)).isEqualTo(3);
    assertThat(deaths.stream().filter(death -> death.again() > 0)).hasSizeBetween(45, 110);
  }

  @Test
  void fiveHundredSeedsHaveEveryFaultOfTheVenueAloneAndBesideADeath() {
    List<Case> troubled = cases().stream().filter(c -> c.trouble() != null).toList();

    assertThat(
            troubled.stream()
                .flatMap(c -> Stream.ofNullable(c.trouble()))
                .map(Case.Trouble::name)
                .distinct())
        .hasSize(20);
    assertThat(troubled.stream().filter(c -> c.death() != null)).hasSizeBetween(90, 190);
    assertThat(troubled.stream().filter(c -> c.death() == null)).hasSizeBetween(90, 160);
  }

  @Test
  void fiveHundredSeedsOfADeskHaveEveryBoundaryOfIt() {
    List<Case> cases =
        LongStream.range(0, 500).mapToObj(s -> Case.of(s, Case.System.AMPLIFIER)).toList();
    List<Case.Death> deaths = cases.stream().flatMap(c -> Stream.ofNullable(c.death())).toList();

    assertThat(points(deaths, false)).isEqualTo(23);
    assertThat(points(deaths, true)).isEqualTo(2);
    assertThat(cases).noneMatch(Case::inParts);
    assertThat(cases.getFirst()).asString().startsWith("amplifier: ");
  }

  @Test
  void everyPlanIsOneThatTheVenueTakes() {
    for (Case broken : cases()) {
      Case.Trouble trouble = broken.trouble();
      if (trouble != null) {
        assertThat(Case.plan(broken.seed(), trouble, List.of("f.a", "f.b")).rules())
            .extracting(FaultRule::account)
            .isEqualTo(
                List.of("RATE_LIMIT", "BAN").contains(trouble.name())
                    ? List.of("f.a")
                    : List.of("f.a", "f.b"));
      }
    }
  }

  @Test
  void isArmedAsFailpointsAreWritten() {
    Case.Death death = new Case.Death(Case.Victim.POSTGRES, "venue.submit.sent", 3, 0);

    assertThat(death.arming(7).lines())
        .containsExactly("# seed 7", "venue.submit.sent=delay:400@3");
    assertThat(new Case(7, Case.System.PORTFOLIO, death, null, false))
        .hasToString("kill -9 of postgres at venue.submit.sent, passing 3");
  }
}
