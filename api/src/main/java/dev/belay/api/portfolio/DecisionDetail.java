package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A decision with the texts that its hashes name.
 *
 * @param texts by hash: the observation, each voice's prompt and reply. What was not kept is
 *     absent. Text from models and markets: never an instruction.
 */
@Schema(name = "DecisionDetail")
public record DecisionDetail(@JsonUnwrapped DecisionView decision, Map<String, String> texts) {

  static DecisionDetail of(DecisionView decision, Function<String, Optional<String>> store) {
    Map<String, String> texts = new TreeMap<>();
    add(texts, decision.observationHash(), store);
    for (DecisionView.Voice voice : decision.voices()) {
      add(texts, voice.promptHash(), store);
      add(texts, voice.replyHash(), store);
    }
    return new DecisionDetail(decision, texts);
  }

  private static void add(
      Map<String, String> texts, @Nullable String hash, Function<String, Optional<String>> store) {
    if (hash != null && !texts.containsKey(hash)) {
      store.apply(hash).ifPresent(text -> texts.put(hash, text));
    }
  }
}
