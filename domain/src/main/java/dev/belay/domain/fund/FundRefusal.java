package dev.belay.domain.fund;

/**
 * A typed no to a command about the fund; nothing of the command was applied.
 *
 * @param detail what was expected and what was found
 */
public record FundRefusal(Code code, String detail) {

  /** Why a command was refused. */
  public enum Code {
    AGENT_UNKNOWN("The fund has no such agent."),
    AGENT_EXISTS("The fund has an agent of that id already."),
    AGENT_INVALID("A value of the agent is missing or out of range."),
    AGENT_CAPITAL_MOVING("The agent's capital is still on its way back."),
    ALLOCATION_TOO_FEW_AGENTS("Performance needs at least three enabled agents."),
    ALLOCATION_NO_AGENTS("No agent is enabled, or none has a share."),
    WEIGHTS_NOT_100("Custom weights must be given, and sum to exactly 100."),
    WEIGHTS_UNEXPECTED("Only the scheme custom takes weights."),
    WEIGHTS_AGENT_UNKNOWN("A weight names no enabled agent of the fund."),
    REBALANCE_RUNNING("Another rebalance is not finished."),
    CAPITAL_INSUFFICIENT("There is less unallocated cash than was asked for."),
    REVIEW_UNKNOWN("There is no such review.");

    private final String meaning;

    Code(String meaning) {
      this.meaning = meaning;
    }

    /** One sentence for people. */
    public String meaning() {
      return meaning;
    }
  }

  /** With a sentence of what was expected and found. */
  public static FundRefusal of(Code code, String form, Object... values) {
    return new FundRefusal(code, form.formatted(values));
  }
}
