package dev.belay.simulator.wire;

import dev.belay.engine.fill.Verdict;

/** An error as the exchange says it: an HTTP status, a code and a message. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int code;
  private final long retryAfter;

  ApiError(int status, int code, String message) {
    this(status, code, message, 0);
  }

  private ApiError(int status, int code, String message, long retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static ApiError of(int code, String message) {
    return new ApiError(400, code, message);
  }

  static ApiError missing(String parameter) {
    return of(
        -1102,
        "Mandatory parameter '%s' was not sent, was empty/null, or malformed."
            .formatted(parameter));
  }

  static ApiError invalidSymbol() {
    return of(-1121, "Invalid symbol.");
  }

  /** An unknown outcome: the exchange's documents say it must not be taken for a failure. */
  static ApiError unknownOutcome() {
    return new ApiError(503, -1000, "Unknown error, please check your request or try again later.");
  }

  /** Nothing was done: of its 503s this one the exchange's documents call a failure. */
  static ApiError unavailable() {
    return new ApiError(503, 0, "Service Unavailable.");
  }

  /**
   * The address asks too much.
   *
   * @param status 429, or 418 once it goes on nevertheless
   * @param millis until it may ask again
   */
  static ApiError tooMany(int status, long millis) {
    String until = "for the next %d s.".formatted(Math.ceilDiv(millis, 1000));
    return new ApiError(
        status,
        -1003,
        status == 418
            ? "Way too many requests; this address is banned " + until
            : "Too many requests; expected none from this address " + until,
        Math.ceilDiv(millis, 1000));
  }

  /**
   * The account orders too much.
   *
   * @param millis until it may order again
   */
  static ApiError tooManyOrders(int limit, String span, long millis) {
    return new ApiError(
        429,
        -1015,
        "Too many new orders; current limit is %d orders per %s.".formatted(limit, span),
        Math.ceilDiv(millis, 1000));
  }

  static ApiError of(Verdict.Rejected rejected) {
    return switch (rejected.reason()) {
      case PRICE_NOT_POSITIVE -> of(-4013, "Price less than min price. " + rejected.detail());
      case PRICE_OFF_TICK -> of(-4014, "Price not increased by tick size. " + rejected.detail());
      case QUANTITY_NOT_POSITIVE ->
          of(-4003, "Quantity less than or equal to zero. " + rejected.detail());
      case QUANTITY_BELOW_MINIMUM ->
          of(-4004, "Quantity less than min quantity. " + rejected.detail());
      case QUANTITY_ABOVE_MAXIMUM ->
          of(-4005, "Quantity greater than max quantity. " + rejected.detail());
      case QUANTITY_OFF_STEP -> of(-4023, "Qty not increased by step size. " + rejected.detail());
      case NOTIONAL_TOO_SMALL ->
          of(-4164, "Order's notional is too small (unless reduce only). " + rejected.detail());
      case MARGIN_INSUFFICIENT -> of(-2019, "Margin is insufficient. " + rejected.detail());
      case NOTHING_TO_REDUCE -> of(-2022, "ReduceOnly Order is rejected. " + rejected.detail());
      case WOULD_TRIGGER -> of(-2021, "Order would immediately trigger. " + rejected.detail());
      case WOULD_TAKE -> of(-5022, "Post Only order will be rejected. " + rejected.detail());
      case DUPLICATE_CLIENT_ID -> of(-4116, "ClientOrderId is duplicated. " + rejected.detail());
      case CLOSING_ORDER_EXISTS ->
          of(
              -4130,
              "An open stop or take profit order with GTE and closePosition in the direction is"
                  + " existing. "
                  + rejected.detail());
      case POSITION_ABOVE_BRACKET ->
          of(
              -2027,
              "Exceeded the maximum allowable position at current leverage. " + rejected.detail());
      case CALLBACK_OUT_OF_RANGE -> of(-2007, "Invalid callBack rate. " + rejected.detail());
      case LEVERAGE_OUT_OF_RANGE -> of(-4028, "Leverage is not valid. " + rejected.detail());
      case LEVERAGE_REDUCTION ->
          of(
              -4161,
              "Leverage reduction is not supported in Isolated Margin Mode with open positions. "
                  + rejected.detail());
      case UNKNOWN_ORDER -> of(-2011, "Unknown order sent.");
    };
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  /** Seconds after which the caller may ask again; 0 when nothing is said about it. */
  long retryAfter() {
    return retryAfter;
  }
}
