package dev.belay.strategies.amplifier;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for a vote where no model is asked, such as in a backtest: three rules vote on the
 * regime and the momentum at the time of the vote, the majority's permit holds until the next.
 *
 * <ul>
 *   <li>the cautious one trades from {@code hot} on in a bull market; it leaves in a bear market
 *   <li>the middle one trades from halfway between {@code warm} and {@code hot} on outside of a
 *       bear market; it leaves in a bear market below {@code cool}
 *   <li>the bold one trades from {@code warm} on in any but a bear market, and never leaves
 * </ul>
 *
 * All else is to hold. Size: 1 when all three trade, 0.5 when two do.
 */
public final class RuleBasedMandate {
  /** Of the momentum at the last vote, below which a vote is called at once. */
  private static final double REVOTE_SHARE = 0.5;

  /** If it was at least that. */
  private static final double REVOTE_FROM = 40;

  private static final BigDecimal SPLIT = new BigDecimal("0.5");

  private final MomentumSettings.Bands bands;

  public RuleBasedMandate(MomentumSettings settings) {
    this.bands = settings.bands();
  }

  /** What one of them wants. */
  private enum Vote {
    TRADE,
    HOLD,
    EXIT
  }

  /**
   * The permit of a vote.
   *
   * @param momentum null where it is not known: nothing is entered then
   */
  public Permit vote(@Nullable BtcMomentum momentum, Regime regime) {
    if (momentum == null) {
      return Permit.HOLD;
    }
    double value = momentum.value();
    boolean bear = regime == Regime.BEAR;
    Vote cautious =
        bear ? Vote.EXIT : regime == Regime.BULL && value >= bands.hot() ? Vote.TRADE : Vote.HOLD;
    Vote middle =
        bear && value < bands.cool()
            ? Vote.EXIT
            : !bear && value >= (bands.warm() + bands.hot()) / 2 ? Vote.TRADE : Vote.HOLD;
    Vote bold = !bear && value >= bands.warm() ? Vote.TRADE : Vote.HOLD;
    if (middle == Vote.TRADE && bold == Vote.TRADE) {
      return Permit.trade(cautious == Vote.TRADE ? BigDecimal.ONE : SPLIT);
    }
    return cautious == Vote.EXIT && middle == Vote.EXIT ? Permit.EXIT : Permit.HOLD;
  }

  /** Whether the momentum has fallen so far since the last vote that another is due at once. */
  public static boolean isRevoteDue(double now, double atLastVote) {
    return atLastVote >= REVOTE_FROM && now < REVOTE_SHARE * atLastVote;
  }
}
