package dev.belay.ledger.read;

/**
 * An equity mark.
 *
 * @param subject the account, or the portfolio's name for the fund's own
 */
public record MarkRow(String subject, EquityPoint point) {}
