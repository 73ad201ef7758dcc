package dev.belay.ledger.read;

/**
 * Since the home was created.
 *
 * @param decisions elements of recorded decisions
 * @param refusals of elements, and of intents the gate never let out
 * @param trades closed round trips
 */
public record Counts(
    long rounds, long decisions, long refusals, long orders, long fills, long trades) {
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

  /** What came after an earlier count. */
  public Counts since(Counts earlier) {
    return new Counts(
        rounds - earlier.rounds,
        decisions - earlier.decisions,
        refusals - earlier.refusals,
        orders - earlier.orders,
        fills - earlier.fills,
        trades - earlier.trades);
  }
}
