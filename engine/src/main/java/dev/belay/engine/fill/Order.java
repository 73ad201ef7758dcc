package dev.belay.engine.fill;

import java.math.RoundingMode;

/**
 * An order that rests at the venue, or waits for the next open.
 *
 * @param activeFrom open time of the candle in which it was sent: no earlier candle counts for it
 * @param createdAt market time in epoch milliseconds
 * @param reserved margin and fee held back for what of it has not traded, until it ends
 * @param parent the conditional order that triggered it, or 0
 */
public record Order(
    long id,
    OrderRequest request,
    long activeFrom,
    long createdAt,
    long reserved,
    long parent,
    Progress progress) {

  /** An order that has not come anywhere yet. */
  public Order(
      long id, OrderRequest request, long activeFrom, long createdAt, long reserved, long parent) {
    this(id, request, activeFrom, createdAt, reserved, parent, Progress.NONE);
  }

  /**
   * How far it has come.
   *
   * @param executed how much has traded
   * @param turnover what that was worth
   * @param extreme of a trailing order the best price since it was armed, the highest for a sale; 0
   *     until then, and for every other order
   */
  public record Progress(long executed, long turnover, long extreme) {
    public static final Progress NONE = new Progress(0, 0, 0);

    /** Of what has traded; 0 if nothing has. */
    public long averagePrice() {
      return executed == 0 ? 0 : Fixed.quotient(turnover, executed, RoundingMode.HALF_EVEN);
    }
  }

  /** What has not traded. */
  public long remaining() {
    return request.quantity() - progress.executed();
  }

  /** As it is after it has come farther. */
  public Order at(Progress now, long stillReserved) {
    return new Order(id, request, activeFrom, createdAt, stillReserved, parent, now);
  }

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
