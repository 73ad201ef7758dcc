package dev.belay.strategies.amplifier;

import java.math.BigDecimal;

/**
 * How the regime is told; {@link RegimeRule} has the rules. Bars are of four hours.
 *
 * @param barsToEnter closed bars in a row that must say so before a regime is entered
 * @param fastBars of the fast average of closes
 * @param slowBars of the slow one
 * @param drawdownBars over which the highest close is looked for
 * @param calmDrawdownPct at most so far below the highest close speaks for a bull market
 * @param deepDrawdownPct at least so far below speaks for a bear market
 * @param breadthLow share of coins above their mean, at most which speaks for a bear market
 * @param breadthHigh share at least which speaks for a bull market
 * @param fearLow Fear and Greed at most which speaks for a bear market
 * @param greedHigh Fear and Greed at least which speaks for a bull market
 * @param decisive how far, from 0 to 1, the mean of the signs must lean to either side
 * @param hotStretchPct a close at least so far above the slow average is a sign of heat
 * @param hotFundingPct a funding rate, in percent per 8 h, at least which is a sign of heat
 * @param hotGreed Fear and Greed at least which is a sign of heat
 * @param transitionSizeFactor on the size of positions
 * @param overheatedSizeFactor on the size of positions
 * @param overheatedStopFactor on the distance of stops and trailing stops
 */
public record RegimeSettings(
    int barsToEnter,
    int fastBars,
    int slowBars,
    int drawdownBars,
    double calmDrawdownPct,
    double deepDrawdownPct,
    double breadthLow,
    double breadthHigh,
    double fearLow,
    double greedHigh,
    double decisive,
    double hotStretchPct,
    double hotFundingPct,
    double hotGreed,
    BigDecimal transitionSizeFactor,
    BigDecimal overheatedSizeFactor,
    BigDecimal overheatedStopFactor) {

  /** As shipped. */
  public static RegimeSettings standard() {
    return new RegimeSettings(
        2,
        120,
        300,
        540,
        10,
        25,
        0.35,
        0.55,
        25,
        60,
        0.5,
        40,
        0.05,
        85,
        BigDecimal.ONE,
        new BigDecimal("0.5"),
        new BigDecimal("0.75"));
  }

  void check(Problems problems) {
    problems.unless(
        barsToEnter >= 1, "Expected regime.barsToEnter of at least 1, was %d", barsToEnter);
    problems.unless(
        1 <= fastBars && fastBars < slowBars && drawdownBars >= 2,
        "Expected regime.fastBars below slowBars and drawdownBars of at least 2, was %d, %d and %d",
        fastBars,
        slowBars,
        drawdownBars);
    problems.unless(
        0 <= calmDrawdownPct
            && calmDrawdownPct < deepDrawdownPct
            && 0 <= breadthLow
            && breadthLow < breadthHigh
            && breadthHigh <= 1
            && 0 <= fearLow
            && fearLow < greedHigh
            && greedHigh <= hotGreed
            && hotGreed <= 100
            && 0 < decisive
            && decisive <= 1,
        "Expected regime thresholds in order, those of a bear market apart from those of a bull market, was %s",
        this);
    problems.unless(
        isFactor(transitionSizeFactor)
            && isFactor(overheatedSizeFactor)
            && isFactor(overheatedStopFactor),
        "Expected regime factors above 0, at most 1, was %s, %s and %s",
        transitionSizeFactor,
        overheatedSizeFactor,
        overheatedStopFactor);
  }

  private static boolean isFactor(BigDecimal value) {
    return value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0;
  }
}
