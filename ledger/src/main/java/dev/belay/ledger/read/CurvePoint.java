package dev.belay.ledger.read;

import java.time.Instant;

/**
 * A mark of one account or of the fund.
 *
 * @param subject account, or the portfolio's name for the fund
 */
public record CurvePoint(String subject, EquityPoint mark) {
  public Instant asOf() {
    return mark.asOf();
  }
}
