package dev.belay.ledger.read;

import dev.belay.domain.money.Usdt;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a day of market time (UTC) came to, from the marks at its beginning and its end.
 *
 * @param subject the fund's name or an agent's account
 * @param opening equity at its first mark
 * @param closing equity at its last mark
 * @param pnl net of capital that was moved
 * @param trades round trips closed on it
 * @param wins those of them with a net gain
 */
public record DayFigures(
    LocalDate day,
    String subject,
    Usdt opening,
    Usdt closing,
    Usdt pnl,
    long trades,
    long wins,
    Usdt fees) {

  /** Percent of the opening equity; null where there was none. */
  public @Nullable Double pnlPct() {
    return opening.isPositive()
        ? 100 * pnl.value().doubleValue() / opening.value().doubleValue()
        : null;
  }
}
