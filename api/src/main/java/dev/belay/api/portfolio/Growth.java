package dev.belay.api.portfolio;

import dev.belay.domain.money.Usdt;
import dev.belay.engine.statistics.Drawdown;
import dev.belay.engine.statistics.EquityMark;
import dev.belay.ledger.read.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an account has made of its capital, net of transfers.
 *
 * @param track over all marks
 * @param moved capital was moved since the first mark
 * @param sinceReview over the marks since the last review
 */
record Growth(Drawdown track, boolean moved, Drawdown sinceReview) {
  static final Growth NONE = new Growth(Drawdown.NONE, false, Drawdown.NONE);

  private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

  /** Percent since the beginning; null without capital. */
  @Nullable Double pct(Money money) {
    EquityMark last = track.last();
    boolean never =
        !moved
            && (last == null
                || Math.abs(last.transfers() - money.deposited().value().doubleValue()) < 0.005);
    return never
        ? Ratios.pct(money.equity().minus(money.deposited()), money.deposited())
        : index(track, money);
  }

  /** Percent since the last review; null without a mark since then. */
  @Nullable Double sinceReviewPct(Money money) {
    return sinceReview.samples() == 0 ? null : index(sinceReview, money);
  }

  private static @Nullable Double index(Drawdown marks, Money money) {
    Drawdown now =
        marks.with(new EquityMark(LATER, value(money.equity()), value(money.deposited())));
    return Ratios.rounded((now.index() - 1) * 100);
  }

  private static double value(Usdt amount) {
    return amount.value().doubleValue();
  }
}
