package dev.belay.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMatchTest {
  private static final List<String> NAMES = List.of("interval", "initial_balance", "model");

  @Test
  void findsWhatWasMeant() {
    assertThat(NearMatch.of("intervall", NAMES)).contains("interval");
    assertThat(NearMatch.of("initialBalance", NAMES)).contains("initial_balance");
    assertThat(NearMatch.of("modle", NAMES)).isEmpty();
    assertThat(NearMatch.of("mode", NAMES)).contains("model");
  }

  @Test
  void saysNothingWhenNothingIsNear() {
    assertThat(NearMatch.of("colour", NAMES)).isEmpty();
    assertThat(NearMatch.of("", NAMES)).isEmpty();
  }
}
