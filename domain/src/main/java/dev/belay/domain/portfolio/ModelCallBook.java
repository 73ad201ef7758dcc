package dev.belay.domain.portfolio;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Every paid call to a model, recorded once. */
public interface ModelCallBook {

  /** The call recorded for a round's voice, if there is one. */
  Optional<ModelCall> find(String roundId, String voice);

  /** Records a completed call; if one is recorded already, that one is returned. */
  ModelCall record(ModelCall call);

  /** Counts that a recorded call was used instead of another one. */
  void recordReplay(ModelCall call);

  /** Records that a call failed, for the agent's count of failures in a row. */
  void recordFailure(String roundId, String voice, String model, String failure);

  /** What all calls for rounds of the UTC market day of {@code asOf} have cost. */
  Usdt spent(String portfolio, Instant asOf);

  /**
   * @param model the name the endpoint answered with; {@code stand-in} for the rule-based one
   * @param standIn no model was asked
   */
  record ModelCall(
      String roundId,
      String voice,
      String model,
      boolean standIn,
      String promptHash,
      String promptVersion,
      String replyHash,
      long tokensIn,
      long tokensOut,
      BigDecimal costUsd,
      long latencyMillis) {}
}
