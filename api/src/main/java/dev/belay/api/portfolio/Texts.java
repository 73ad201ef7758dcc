package dev.belay.api.portfolio;

import dev.belay.ledger.Contents;
import dev.belay.ledger.read.DecisionRow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The texts that a decision names, by hash.
 *
 * @param bodies of those that are there
 * @param deleted when retention deleted the others' bodies, wall time; what was never kept is in
 *     neither
 */
public record Texts(Map<String, String> bodies, Map<String, Instant> deleted) {

  /** The observation, each voice's prompt and reply. */
  public static Texts of(DecisionRow decision, Function<String, Optional<Contents.Stored>> store) {
    Texts texts = new Texts(new TreeMap<>(), new TreeMap<>());
    Stream.concat(
            Stream.ofNullable(decision.observationHash()),
            decision.voices().stream()
                .flatMap(
                    voice ->
                        Stream.concat(
                            Stream.ofNullable(voice.promptHash()),
                            Stream.ofNullable(voice.replyHash()))))
        .distinct()
        .forEach(hash -> store.apply(hash).ifPresent(stored -> texts.add(hash, stored)));
    return texts;
  }

  private void add(String hash, Contents.Stored stored) {
    String body = stored.body();
    Instant deletedAt = stored.deletedAt();
    if (body != null) {
      bodies.put(hash, body);
    } else if (deletedAt != null) {
      deleted.put(hash, deletedAt);
    }
  }
}
