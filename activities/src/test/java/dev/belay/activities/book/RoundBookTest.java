package dev.belay.activities.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundBookTest {

  @Test
  void aSingleAgentHasOneVoiceWhateverItsNumberSays() {
    assertThat(RoundBook.voices(agent(Consensus.SINGLE, 3))).containsExactly("single");
  }

  @Test
  void aConsensusHasBullBearRiskAndThenNumberedVoices() {
    assertThat(RoundBook.voices(agent(Consensus.VOTING, 2))).containsExactly("bull", "bear");
    assertThat(RoundBook.voices(agent(Consensus.UNANIMOUS, 5)))
        .containsExactly("bull", "bear", "risk", "voice4", "voice5");
  }

  private static AgentSpec agent(Consensus consensus, int voices) {
    return new AgentSpec(
        "a",
        "A",
        "m",
        "balanced",
        Duration.ofMinutes(1),
        consensus,
        voices,
        List.of(Symbol.of("BTCUSDT")),
        AgentLimits.DEFAULT);
  }
}
