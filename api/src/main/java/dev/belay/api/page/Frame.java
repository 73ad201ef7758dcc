package dev.belay.api.page;

import dev.belay.ledger.EntryHold;
import dev.belay.ledger.read.HaltRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every page shows around its content.
 *
 * @param path of this page with its parameters, to read it again
 * @param clock market time; null before the venue has answered
 * @param pace how fast market time runs; empty at the clock's own pace
 * @param problem why what is shown may be old; null when it is not
 * @param hold why entries are refused for a while though nobody halted them; null when they aren't
 * @param openCases on how many things ledger and venue disagree
 * @param agents by trader_id
 */
public record Frame(
    Section section,
    String title,
    String path,
    List<Badge> badges,
    String market,
    @Nullable Instant clock,
    String pace,
    @Nullable String problem,
    @Nullable HaltRow halt,
    @Nullable EntryHold hold,
    int openCases,
    @Nullable String temporalUi,
    String version,
    Map<String, AgentLabel> agents) {

  public Section[] sections() {
    return Section.values();
  }

  /** The agent's name and colour; its id where it is not known. */
  public AgentLabel agent(String id) {
    return agents.getOrDefault(id, new AgentLabel(id, 0));
  }

  /**
   * A short label beside the name.
   *
   * @param tone live, market or plain
   * @param meaning in a sentence
   */
  public record Badge(String text, String tone, String meaning) {}

  /**
   * @param number its place in the roster, from 1; its colour everywhere
   */
  public record AgentLabel(String name, int number) {
    public String color() {
      return "c" + (number - 1 & 7);
    }
  }
}
