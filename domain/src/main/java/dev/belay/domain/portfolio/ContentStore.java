package dev.belay.domain.portfolio;

/** Texts by hash: prompts, replies, observations. The same text is stored once. */
public interface ContentStore {

  /**
   * Stores the text.
   *
   * @param kind prompt, reply or observation
   * @return its SHA-256 in hex
   */
  String put(String kind, String text);

  /**
   * @throws IllegalArgumentException if no text has the hash
   */
  String get(String hash);
}
