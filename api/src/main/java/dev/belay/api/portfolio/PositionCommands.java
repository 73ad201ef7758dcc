package dev.belay.api.portfolio;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Instructions.Told;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator can tell one position. Every command may be repeated. */
public interface PositionCommands {

  /** What is wanted of a position, before its quantity is known. */
  sealed interface Wanted {}

  /**
   * Close so much.
   *
   * @param quantity null for all of it
   */
  record Close(@Nullable Quantity quantity) implements Wanted {}

  /**
   * Close a share of what is held.
   *
   * @param pct above 0, at most 100
   */
  record CloseShare(BigDecimal pct) implements Wanted {}

  record Stop(Price price) implements Wanted {}

  /**
   * @param price null to take the target away
   */
  record Target(@Nullable Price price) implements Wanted {}

  /** Empty when the fund has no such position. */
  Optional<Told> tell(String positionId, Wanted wanted, Commander commander);
}
