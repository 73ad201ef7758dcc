package dev.belay.engine.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.strategy.Parameter;
import dev.belay.domain.strategy.Parameters;
import dev.belay.domain.strategy.StrategyKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final StrategyKind KIND =
      new StrategyKind(
          "cross",
          "Two averages.",
          List.of(
              Parameter.whole("fast", "candles", 1, 100, 12),
              Parameter.whole("slow", "candles", 2, 100, 26),
              Parameter.real("share", "of the cash", 0, 1, 0.5)),
          p -> {
            if (p.whole("fast") >= p.whole("slow")) {
              throw new IllegalArgumentException("fast below slow");
            }
          },
          p -> (candles, index, desk) -> {});

  private static Grid grid(String... axes) {
    return new Grid(KIND, Map.of(), List.of(axes).stream().map(Axis::of).toList());
  }

  @Test
  void theLastAxisMovesFirst() {
    List<Parameters> all = grid("fast=2..3", "slow=20,30").all();

    assertThat(all)
        .extracting(Parameters::toString)
        .containsExactly(
            "fast=2 slow=20 share=0.5",
            "fast=2 slow=30 share=0.5",
            "fast=3 slow=20 share=0.5",
            "fast=3 slow=30 share=0.5");
  }

  @Test
  void leavesOutWhatDoesNotGoTogether() {
    Grid grid = grid("fast=10..12", "slow=11..12");

    assertThat(grid.size()).isEqualTo(6);
    assertThat(grid.all()).hasSize(3);
  }

  @Test
  void stepsDoNotDrift() {
    assertThat(Axis.of("share=0..1..0.1").values())
        .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
  }

  @Test
  void countsWithoutOverflow() {
    Axis axis = Axis.of("fast=1..100");
    Grid grid = grid("fast=1..100", "slow=2..100", "share=0..1..0.001");

    assertThat(axis.values()).hasSize(100);
    assertThat(grid.size()).isEqualTo(100L * 99 * 1001);
  }

  @Test
  void drawsNoneTwiceAndTheSameForASeed() {
    Grid grid = grid("fast=1..50", "slow=51..100");
    List<Parameters> drawn = grid.sample(500, 3);

    assertThat(drawn).hasSize(500).doesNotHaveDuplicates();
    assertThat(grid.sample(500, 3)).isEqualTo(drawn);
    assertThat(grid.sample(500, 4)).isNotEqualTo(drawn);
    assertThat(grid.sample(10_000, 3)).hasSize(2500);
  }

  @Test
  void refusesWhatIsNoRange() {
    for (String text :
        List.of("fast", "fast=", "=1..2", "fast=1..", "fast=a..b", "fast=1..2..0", "fast=5..2")) {
      assertThatThrownBy(() -> Axis.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(text);
    }
    assertThatThrownBy(() -> Axis.of("fast=1..1000000000"))
        .hasMessageContaining("at most 1,000,000 values");
  }

  @Test
  void refusesAnUnknownNameAValueOutOfRangeAndANameTwice() {
    assertThatThrownBy(() -> grid("fats=1..2")).hasMessageContaining("did you mean \"fast\"?");
    assertThatThrownBy(() -> grid("fast=1..101")).hasMessageContaining("from 1 to 100, was 101");
    assertThatThrownBy(() -> grid("fast=1..2", "fast=3..4")).hasMessageContaining("fast twice");
  }
}
