package dev.belay.engine.fill;

/**
 * An order that rests at the venue, or waits for the next open.
 *
 * @param activeFrom open time of the candle in which it was sent: no earlier candle counts for it
 * @param createdAt market time in epoch milliseconds
 * @param reserved margin and fee held back for it until it ends
 * @param parent the conditional order that triggered it, or 0
 */
public record Order(
    long id, OrderRequest request, long activeFrom, long createdAt, long reserved, long parent) {

  public boolean conditional() {
    return request.type().isConditional();
  }

  /** What has become of an order. */
  public enum State {
    NEW,
    /** Of a conditional order: triggered, and the order it triggered has traded. */
    FILLED,
    CANCELED,
    EXPIRED
  }
}
