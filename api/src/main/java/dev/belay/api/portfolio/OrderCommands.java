package dev.belay.api.portfolio;

import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.risk.InstructionRules.Verdict;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Instructions.Told;
import java.util.Optional;

/** What an operator can tell one order. */
public interface OrderCommands {

  /**
   * Cancels an order that rests or is on its way: an entry, with which its position ends, or a
   * target, which then does not come back.
   *
   * @return empty when the fund has no such order
   */
  Optional<Cancel> cancel(String clientOrderId, Commander commander);

  /** What a cancel came to. */
  sealed interface Cancel {}

  /** It is what an instruction to its position now wants. */
  record Instructed(String positionId, Told told) implements Cancel {}

  /** It was over already. */
  record Over(OrderStatus status) implements Cancel {}

  record Refused(Verdict.Refused why) implements Cancel {}
}
