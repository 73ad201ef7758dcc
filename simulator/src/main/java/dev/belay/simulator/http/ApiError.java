package dev.belay.simulator.http;

import dev.belay.engine.fill.Verdict;

/** An answer in the venue's own error form: an HTTP status and {@code {"code":…,"msg":…}}. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final int code;

  ApiError(int status, int code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static ApiError bad(int code, String message) {
    return new ApiError(400, code, message);
  }

  static ApiError missing(String parameter) {
    return bad(
        -1102,
        "Mandatory parameter '%s' was not sent, was empty/null, or malformed."
            .formatted(parameter));
  }

  /** The venue's code for what the engine refused. */
  static ApiError of(Verdict.Rejected rejected) {
    int code =
        switch (rejected.reason()) {
          case PRICE_NOT_POSITIVE -> -4013;
          case PRICE_OFF_TICK -> -4014;
          case QUANTITY_NOT_POSITIVE -> -4003;
          case QUANTITY_BELOW_MINIMUM -> -4004;
          case QUANTITY_ABOVE_MAXIMUM -> -4005;
          case QUANTITY_OFF_STEP -> -4023;
          case NOTIONAL_TOO_SMALL -> -4164;
          case MARGIN_INSUFFICIENT -> -2019;
          case NOTHING_TO_REDUCE -> -2022;
          case WOULD_TRIGGER -> -2021;
          case WOULD_TAKE -> -5022;
          case DUPLICATE_CLIENT_ID -> -4116;
          case LEVERAGE_OUT_OF_RANGE -> -4028;
          case LEVERAGE_REDUCTION -> -4161;
          case UNKNOWN_ORDER -> -2011;
        };
    return bad(code, rejected.detail());
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }
}
