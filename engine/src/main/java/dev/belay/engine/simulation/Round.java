package dev.belay.engine.simulation;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.position.Direction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A round with its one decision, as the ledger has it: the decision never changes. */
final class Round {
  final String id;
  final Decision decision;
  final Instant asOf;
  final Instant validUntil;

  /** The verdict is stored. */
  boolean settled;

  boolean finished;
  @Nullable String positionId;

  Round(String id, Decision decision, Instant asOf, Instant validUntil) {
    this.id = id;
    this.decision = decision;
    this.asOf = asOf;
    this.validUntil = validUntil;
  }

  static Decision open(
      Symbol symbol, Direction direction, int leverage, Usdt size, Price stop, Price target) {
    Action action = direction == Direction.LONG ? Action.OPEN_LONG : Action.OPEN_SHORT;
    return new Decision(symbol, action, leverage, size, stop, target, 90, null, "");
  }

  static Decision close(Symbol symbol, Direction direction) {
    Action action = direction == Direction.LONG ? Action.CLOSE_LONG : Action.CLOSE_SHORT;
    return new Decision(symbol, action, null, null, null, null, null, null, "");
  }

  Symbol symbol() {
    return decision.symbol();
  }

  Direction direction() {
    return decision.action().direction().orElseThrow();
  }
}
