package dev.belay.domain.amplifier;

/** Why a ballot is not counted. It is kept all the same. */
public enum BallotRefusal {
  MALFORMED("It is not one JSON object, or a field is missing, unknown or out of its range."),
  SETS_SIZE("It tries to set what only the profile sets: sizes, leverage, prices or symbols."),
  AGENT_UNKNOWN("It comes from nobody who may vote, or says that it comes from another."),
  DUPLICATE("The agent has voted already."),
  LATE("It came after the deadline, or after the count."),
  NO_ANSWER("The agent did not answer.");

  private final String meaning;

  BallotRefusal(String meaning) {
    this.meaning = meaning;
  }

  /** One sentence for people. */
  public String meaning() {
    return meaning;
  }
}
