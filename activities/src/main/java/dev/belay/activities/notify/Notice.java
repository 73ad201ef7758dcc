package dev.belay.activities.notify;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something to tell.
 *
 * @param id the same whenever it is told again
 * @param agent trader_id; empty when it is of the whole fund
 * @param at wall time at which it was recorded
 * @param text a sentence for people, without line breaks of its own meaning
 * @param facts the same for programs: names and plain values
 */
public record Notice(
    String id,
    NoticeTopic topic,
    String agent,
    Instant at,
    String text,
    SortedMap<String, String> facts) {
  public Notice {
    facts = new TreeMap<>(facts);
  }

  /** For people, on a line. */
  public String line() {
    return "%s %s%s".formatted(topic.sign(), agent.isEmpty() ? "" : agent + ": ", text);
  }
}
