package dev.belay.activities.rehearsal;

import dev.belay.domain.portfolio.ContentStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Texts of one rehearsal. */
final class MemoryContents implements ContentStore {
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  @Override
  public String put(String kind, String text) {
    String key = "%s-%d".formatted(kind, texts.size());
    texts.put(key, text);
    return key;
  }

  @Override
  public String get(String hash) {
    String text = texts.get(hash);
    if (text == null) {
      throw new IllegalArgumentException("Expected a text of this rehearsal, was " + hash);
    }
    return text;
  }
}
