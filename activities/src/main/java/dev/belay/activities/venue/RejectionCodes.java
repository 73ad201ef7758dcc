package dev.belay.activities.venue;

import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.SubmitOutcome.Rejected;
import dev.belay.domain.order.SubmitOutcome.Unknown;

/** What a venue's error means for the order that was being sent. */
final class RejectionCodes {
  private RejectionCodes() {}

  static SubmitOutcome outcome(VenueException failure) {
    return switch (failure) {
      case VenueException.Refused refused when isDuplicate(refused.code()) ->
          new Unknown("The venue already has an order of this id: ask. " + detail(refused));
      case VenueException.Refused refused -> new Rejected(code(refused), detail(refused));
      case VenueException.RateLimited limited ->
          new Rejected("VENUE_RATE_LIMITED", detail(limited));
      case VenueException.Unreachable unreachable ->
          new Rejected("VENUE_UNREACHABLE", detail(unreachable));
      case VenueException.Unknown unknown -> new Unknown(detail(unknown));
    };
  }

  /** The outcome when nothing of the order was sent yet, whatever the venue said. */
  static Rejected notSent(VenueException failure) {
    return switch (failure) {
      case VenueException.Refused refused -> new Rejected(code(refused), detail(refused));
      case VenueException.RateLimited limited ->
          new Rejected("VENUE_RATE_LIMITED", detail(limited));
      case VenueException.Unreachable unreachable ->
          new Rejected("VENUE_UNREACHABLE", detail(unreachable));
      case VenueException.Unknown unknown -> new Rejected("VENUE_UNREACHABLE", detail(unknown));
    };
  }

  /** -2010 covers more than duplicates on some hosts; asking is right for all of it. */
  private static boolean isDuplicate(int code) {
    return code == -4116 || code == -2010;
  }

  private static String detail(VenueException failure) {
    return "" + failure.getMessage();
  }

  private static String code(VenueException.Refused refused) {
    return switch (refused.code()) {
      case -1008 -> "VENUE_OVERLOADED";
      case -1015 -> "VENUE_ORDER_LIMIT";
      case -1021 -> "VENUE_CLOCK_SKEW";
      case -1022 -> "VENUE_SIGNATURE_REFUSED";
      case -1111, -4014, -4023, -1013 -> "VENUE_FILTER_FAILED";
      case -1121 -> "VENUE_SYMBOL_UNKNOWN";
      case -2014, -2015 -> "VENUE_KEY_REFUSED";
      case -2018, -2019 -> "VENUE_MARGIN_INSUFFICIENT";
      case -2021 -> "VENUE_WOULD_TRIGGER";
      case -2022 -> "VENUE_NOTHING_TO_REDUCE";
      case -2023 -> "VENUE_LIQUIDATING";
      case -2027, -2028, -4028 -> "VENUE_LEVERAGE_REFUSED";
      case -4003, -4004, -4005 -> "VENUE_QUANTITY_OUT_OF_RANGE";
      case -4002, -4013, -4016, -4024, -4131 -> "VENUE_PRICE_OUT_OF_RANGE";
      case -4047, -4048, -4161, -4168 -> "VENUE_MARGIN_MODE_REFUSED";
      case -4108 -> "VENUE_NOT_TRADING";
      case -4130 -> "VENUE_CLOSING_ORDER_EXISTS";
      case -4164 -> "VENUE_NOTIONAL_TOO_SMALL";
      // Closed for maintenance, or it did not come to it: nothing that the order is to blame for.
      default -> refused.http() == 503 ? "VENUE_OVERLOADED" : "VENUE_REFUSED";
    };
  }
}
