package dev.belay.strategies.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationJsonTest {
  @Test
  void comesBackTheSameAndStaysSmall() {
    Observation seen = new Observations(3).at(10, Observations.account(List.of(), List.of()));
    String json = ObservationJson.write(seen);

    assertThat(ObservationJson.read(json)).isEqualTo(seen);
    assertThat(json.length()).isLessThan(12_000);
    assertThat(json).contains("\"as_of\":\"2024-03-01T00:10:00Z\"", "\"last\":\"");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> ObservationJson.read("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected a stored observation");
  }
}
