package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.activities.amplifier.EvidenceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTest {
  @ParameterizedTest
  @ValueSource(strings = {"synthetic", "replay"})
  void aMarketThatIsNotLiveIsNotToldOfTodaysWorld(String market) {
    assertThat(AmplifierStack.outside(market, EvidenceSettings.SHIPPED))
        .isEqualTo(EvidenceSettings.NONE);
  }

  @Test
  void liveOneIs() {
    assertThat(AmplifierStack.outside("live", EvidenceSettings.SHIPPED))
        .isEqualTo(EvidenceSettings.SHIPPED);
  }
}
