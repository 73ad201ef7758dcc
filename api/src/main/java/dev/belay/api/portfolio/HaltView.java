package dev.belay.api.portfolio;

import dev.belay.ledger.read.HaltRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A halt of entries, latched until an operator resumes. */
@Schema(name = "Halt")
public record HaltView(
    long id,
    @Schema(description = "HALT_ACTIVE for an operator's, else the breaker's code") String code,
    String reason,
    String haltedBy,
    @Schema(description = "Wall time") Instant at,
    @Nullable String resumedBy,
    @Schema(description = "Wall time; null while in force") @Nullable Instant resumedAt) {
  static HaltView of(HaltRow row) {
    return new HaltView(
        row.seq(),
        row.code(),
        row.reason(),
        row.haltedBy(),
        row.haltedAt(),
        row.resumedBy(),
        row.resumedAt());
  }
}
