package dev.belay.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CaseTest {
  private static long boundaries(Collection<Case> cases) {
    return cases.stream().map(Case::point).distinct().count();
  }

  @Test
  void aSeedAlwaysGivesTheSameCase() {
    for (long seed = 0; seed < 200; seed++) {
      assertThat(Case.of(seed)).isEqualTo(Case.of(seed));
    }
  }

  @Test
  void fiveHundredSeedsHaveEveryVictimAndEveryBoundaryOfIt() {
    Map<Case.Victim, List<Case>> byVictim =
        LongStream.rangeClosed(1, 500)
            .mapToObj(Case::of)
            .collect(Collectors.groupingBy(Case::victim));

    assertThat(byVictim).containsOnlyKeys(Case.Victim.values());
    assertThat(boundaries(byVictim.getOrDefault(Case.Victim.WORKER, List.of()))).isEqualTo(24);
    assertThat(boundaries(byVictim.getOrDefault(Case.Victim.SIMULATOR, List.of()))).isEqualTo(3);
    assertThat(byVictim.values().stream().flatMap(List::stream).filter(c -> c.again() > 0))
        .hasSizeBetween(60, 140);
  }

  @Test
  void isArmedAsFailpointsAreWritten() {
    Case broken = new Case(7, Case.Victim.POSTGRES, "venue.submit.sent", 3, 0);

    assertThat(broken.arming().lines())
        .containsExactly("# seed 7", "venue.submit.sent=delay:400@3");
    assertThat(broken).hasToString("kill -9 of postgres at venue.submit.sent, passing 3");
  }
}
