package dev.belay.workflows.portfolio;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Looking at the market; regular activities on the queue {@code market-data}. */
@ActivityInterface
public interface ObserveActivities {

  /**
   * Reads account, positions, candles and indicators as of the round, renders one prompt a voice
   * and stores everything by hash; nothing large comes back.
   */
  @ActivityMethod(name = "Market.Observe")
  Observation observe(ObserveRequest request);

  record ObserveRequest(RoundActivities.RoundRef round, List<String> voices) {
    public ObserveRequest {
      voices = List.copyOf(voices);
    }
  }

  record Observation(String observationHash, List<VoicePrompt> prompts) {
    public Observation {
      prompts = List.copyOf(prompts);
    }
  }

  record VoicePrompt(String voice, String promptHash) {}
}
