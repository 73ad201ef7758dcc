package dev.belay.api.portfolio;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.position.Instruction;
import dev.belay.ledger.Instructions.Stored;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wanted of a position, and what came of it.
 *
 * @param quantity to close; null on others, and for all that is held
 * @param price of a stop or target; null on others, and where a target is taken away
 * @param status under way, done, refused by the venue, or overtaken by the position's end
 * @param outcome how it ended, in a sentence; null while it is under way
 * @param at wall time it was kept
 * @param endedAt wall time; null while it is under way
 */
@Schema(name = "Instruction")
public record InstructionView(
    String id,
    Instruction.Kind kind,
    @Nullable Quantity quantity,
    @Nullable Price price,
    @Schema(allowableValues = {"UNDER_WAY", "DONE", "REFUSED", "OVERTAKEN"}) String status,
    @Nullable String outcome,
    String by,
    @Nullable String reason,
    Instant at,
    @Nullable Instant endedAt) {

  public static InstructionView of(Stored stored) {
    return new InstructionView(
        stored.id(),
        stored.wanted().kind(),
        stored.wanted() instanceof Instruction.Close(var quantity) ? quantity : null,
        switch (stored.wanted()) {
          case Instruction.Close ignored -> null;
          case Instruction.MoveStop(var price) -> price;
          case Instruction.MoveTarget(var price) -> price;
        },
        stored.end() == null ? "UNDER_WAY" : stored.end().name(),
        stored.outcome(),
        stored.by(),
        stored.reason(),
        stored.recordedAt(),
        stored.endedAt());
  }
}
