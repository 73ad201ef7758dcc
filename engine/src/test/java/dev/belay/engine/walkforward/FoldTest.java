package dev.belay.engine.walkforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final long DAY = 86_400_000;

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static Fold.Plan plan(int train, int test, int step, boolean anchored) {
    return new Fold.Plan(days(train), days(test), days(step), anchored, days(0), days(0));
  }

  @Test
  void rollsAlong() {
    List<Fold> folds = Fold.of(0, 100 * DAY, plan(60, 20, 20, false));

    assertThat(folds)
        .containsExactly(
            new Fold(0, 60 * DAY, 60 * DAY, 80 * DAY),
            new Fold(20 * DAY, 80 * DAY, 80 * DAY, 100 * DAY));
  }

  @Test
  void anchoredTrainingsGrow() {
    assertThat(Fold.of(0, 100 * DAY, plan(60, 20, 20, true)))
        .extracting(Fold::trainFrom)
        .containsOnly(0L);
  }

  @Test
  void theLastTestMayBeCutToHalf() {
    assertThat(Fold.of(0, 90 * DAY, plan(60, 20, 20, false))).hasSize(2);
    assertThat(Fold.of(0, 89 * DAY, plan(60, 20, 20, false))).hasSize(1);
  }

  @Test
  void purgeCutsTheTrainingsEndAndEmbargoTheTestsBeginning() {
    Fold fold =
        Fold.of(0, 100 * DAY, new Fold.Plan(days(60), days(20), days(20), false, days(2), days(1)))
            .getFirst();

    assertThat(fold).isEqualTo(new Fold(0, 58 * DAY, 61 * DAY, 80 * DAY));
  }

  @Test
  void refusesTestsThatOverlapAndTooLittleData() {
    assertThatThrownBy(() -> plan(60, 20, 10, false)).hasMessageContaining("no two tests overlap");
    assertThatThrownBy(() -> Fold.of(0, 65 * DAY, plan(60, 20, 20, false)))
        .hasMessageContaining("Expected data of at least PT1440H");
    assertThatThrownBy(() -> new Fold.Plan(days(5), days(5), days(5), false, days(5), days(0)))
        .hasMessageContaining("purge below train");
  }
}
