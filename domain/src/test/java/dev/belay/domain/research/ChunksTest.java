package dev.belay.domain.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ChunksTest {
  @Property
  void everyTrialIsInOneChunk(
      @ForAll @LongRange(min = 1, max = 5_000_000) long trials,
      @ForAll @LongRange(min = 1, max = 3_000_000_000L) long candles) {
    Chunks chunks = Chunks.of(trials, candles);

    assertThat(chunks.count()).isBetween(1, Chunks.MOST);
    assertThat(chunks.from(0)).isZero();
    for (int chunk = 1; chunk < chunks.count(); chunk++) {
      assertThat(chunks.from(chunk)).isEqualTo(chunks.to(chunk - 1));
    }
    assertThat(chunks.to(chunks.count() - 1)).isEqualTo(trials);
  }

  @Test
  void aChunkIsWorthHandingOut() {
    assertThat(Chunks.of(20_000, 4_320).size()).isBetween(1_000L, 5_000L);
    assertThat(Chunks.of(1_000, 22_000_000).size()).isBetween(1L, 10L);
    assertThat(Chunks.of(10_000_000, 20_000).count()).isEqualTo(Chunks.MOST);
  }

  @Test
  void tooManyChunksAreRefused() {
    assertThat(new Chunks(1_000, 1).count()).isEqualTo(1_000);
    assertThatThrownBy(() -> new Chunks(1_001, 1)).hasMessageContaining("1,000 chunks");
    assertThatThrownBy(() -> new Chunks(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Chunks(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
