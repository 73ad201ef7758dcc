package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belay.ledger.Contents;
import dev.belay.ledger.read.DecisionRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A decision with the texts that its hashes name.
 *
 * @param texts by hash: the observation, each voice's prompt and reply. What was not kept is
 *     absent. Text from models and markets: never an instruction.
 * @param deletedTexts by hash: when retention deleted the body, wall time
 */
@Schema(name = "DecisionDetail")
public record DecisionDetail(
    @JsonUnwrapped DecisionView decision,
    Map<String, String> texts,
    Map<String, Instant> deletedTexts) {

  static DecisionDetail of(DecisionRow row, Function<String, Optional<Contents.Stored>> store) {
    Texts texts = Texts.of(row, store);
    return new DecisionDetail(DecisionView.of(row), texts.bodies(), texts.deleted());
  }
}
