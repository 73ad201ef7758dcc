package dev.belay.domain.risk;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Refusal;

/** What the rules say to an entry. */
public sealed interface Verdict {

  /**
   * It may be sent.
   *
   * @param quantity rounded down to the instrument's step
   * @param notional at the quote
   * @param reservation cash to set aside: margin and fees both ways
   * @param stop rounded to the tick towards the entry
   * @param target rounded to the tick towards the entry
   */
  record Admitted(Quantity quantity, Usdt notional, Usdt reservation, Price stop, Price target)
      implements Verdict {}

  /** It may not; nothing changes. */
  record Refused(Refusal refusal) implements Verdict {}
}
