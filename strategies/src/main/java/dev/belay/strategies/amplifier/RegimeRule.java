package dev.belay.strategies.amplifier;

import dev.belay.strategies.amplifier.RegimeReading.Sign;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a bar says of the regime. Each input that is known votes 1, 0 or −1:
 *
 * <ul>
 *   <li>trend: 1 with the close above the slow average and the fast one above it, too; −1 with both
 *       below; else 0
 *   <li>drawdown: 1 at {@code calmDrawdownPct} or less, −1 at {@code deepDrawdownPct} or more
 *   <li>breadth: 1 at {@code breadthHigh} or more, −1 at {@code breadthLow} or less
 *   <li>Fear and Greed: 1 at {@code greedHigh} or more, −1 at {@code fearLow} or less
 * </ul>
 *
 * <p>The mean of the votes at {@code decisive} or more is a bull market, at its negative or less a
 * bear market, else a transition. A bull market is overheated when at least half of the signs of
 * heat that can be told are there: the close {@code hotStretchPct} above the slow average, funding
 * at {@code hotFundingPct}, Fear and Greed at {@code hotGreed}. What is not known neither votes nor
 * counts.
 */
public final class RegimeRule {
  private final RegimeSettings settings;

  public RegimeRule(RegimeSettings settings) {
    this.settings = settings;
  }

  public RegimeReading read(RegimeInputs inputs) {
    List<Sign> signs = new ArrayList<>();
    signs.add(trend(inputs));
    signs.add(
        sign(
            "drawdown_pct",
            negative(inputs.drawdownPct()),
            -settings.deepDrawdownPct(),
            -settings.calmDrawdownPct(),
            Double.POSITIVE_INFINITY));
    signs.add(
        sign(
            "breadth",
            inputs.breadth(),
            settings.breadthLow(),
            settings.breadthHigh(),
            Double.POSITIVE_INFINITY));
    signs.add(
        sign(
            "fear_greed",
            inputs.fearGreed(),
            settings.fearLow(),
            settings.greedHigh(),
            settings.hotGreed()));
    Double funding = inputs.fundingPct();
    signs.add(
        new Sign(
            "funding_pct", funding, null, funding != null && funding >= settings.hotFundingPct()));
    int votes = 0;
    int sum = 0;
    int heat = 0;
    for (Sign each : signs) {
      Integer vote = each.vote();
      if (vote != null) {
        votes++;
        sum += vote;
      }
      heat += each.hot() ? 1 : 0;
    }
    int heatKnown = known(inputs.aboveSlowPct()) + known(funding) + known(inputs.fearGreed());
    double score = votes == 0 ? 0 : (double) sum / votes;
    return new RegimeReading(
        inputs.barClose(),
        votes == 0 ? null : regime(score, heat, heatKnown),
        score,
        heat,
        heatKnown,
        signs);
  }

  private Regime regime(double score, int heat, int heatKnown) {
    if (score <= -settings.decisive()) {
      return Regime.BEAR;
    }
    if (score < settings.decisive()) {
      return Regime.TRANSITION;
    }
    return heat > 0 && 2 * heat >= heatKnown ? Regime.OVERHEATED : Regime.BULL;
  }

  private Sign trend(RegimeInputs inputs) {
    Double close = inputs.aboveSlowPct();
    Double fast = inputs.fastAboveSlowPct();
    if (close == null || fast == null) {
      return new Sign("above_slow_pct", close, null, false);
    }
    int vote = close > 0 && fast > 0 ? 1 : close < 0 && fast < 0 ? -1 : 0;
    return new Sign("above_slow_pct", close, vote, close >= settings.hotStretchPct());
  }

  private static Sign sign(
      String name, @Nullable Double value, double bear, double bull, double hot) {
    if (value == null) {
      return new Sign(name, null, null, false);
    }
    return new Sign(name, value, value >= bull ? 1 : value <= bear ? -1 : 0, value >= hot);
  }

  private static @Nullable Double negative(@Nullable Double value) {
    return value == null ? null : -value;
  }

  private static int known(@Nullable Double value) {
    return value == null ? 0 : 1;
  }
}
