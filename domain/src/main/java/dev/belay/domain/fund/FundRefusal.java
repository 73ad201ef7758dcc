package dev.belay.domain.fund;

/**
 * A typed no to a command about the fund; nothing of the command was applied.
 *
 * @param detail what was expected and what was found
 */
public record FundRefusal(Code code, String detail) {

  /** Why a command was refused. */
  public enum Code {
    AGENT_UNKNOWN("The fund has no such agent.", "Name one that it has."),
    AGENT_EXISTS("The fund has an agent of that id already.", "Choose another id, or change it."),
    AGENT_INVALID("A value of the agent is missing or out of range.", "Correct it."),
    AGENT_CAPITAL_MOVING(
        "The agent's capital is still on its way back.",
        "Try again once it is back; /api/allocations tells."),
    ALLOCATION_TOO_FEW_AGENTS(
        "Performance needs at least three enabled agents.",
        "Enable or add agents, or choose another scheme."),
    ALLOCATION_NO_AGENTS(
        "No agent is enabled, or none has a share.", "Enable an agent, or choose another scheme."),
    WEIGHTS_NOT_100(
        "Custom weights must be given, and sum to exactly 100.", "Correct the weights."),
    WEIGHTS_UNEXPECTED(
        "Only the scheme custom takes weights.", "Leave them out, or choose the scheme custom."),
    WEIGHTS_AGENT_UNKNOWN(
        "A weight names no enabled agent of the fund.", "Take it out, or enable the agent before."),
    REBALANCE_RUNNING(
        "Another rebalance is not finished.", "Try again once it is over; /api/allocations tells."),
    CAPITAL_INSUFFICIENT(
        "There is less unallocated cash than was asked for.",
        "Ask for less, or free some: a disabled agent's capital goes back to it."),
    REVIEW_UNKNOWN("There is no such review.", "Take one of /api/reviews.");

    private final String meaning;
    private final String remedy;

    Code(String meaning, String remedy) {
      this.meaning = meaning;
      this.remedy = remedy;
    }

    /** What to do about it, one sentence. */
    public String remedy() {
      return remedy;
    }

    /** One sentence for people. */
    public String meaning() {
      return meaning;
    }
  }

  /** For people: what was expected, what was found, what to do. */
  public String sentence() {
    return "%s. %s Nothing was applied.".formatted(detail, code.remedy());
  }

  /** With a sentence of what was expected and found. */
  public static FundRefusal of(Code code, String form, Object... values) {
    return new FundRefusal(code, form.formatted(values));
  }
}
