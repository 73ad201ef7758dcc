package dev.belay.api.portfolio;

import dev.belay.ledger.read.HaltRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A halt of entries, latched until an operator resumes.
 *
 * @param code HALT_ACTIVE for an operator's, else the breaker's code
 * @param at wall time
 * @param resumedAt wall time; null while in force
 */
@Schema(name = "Halt")
public record HaltView(
    long id,
    String code,
    String reason,
    String haltedBy,
    Instant at,
    @Nullable String resumedBy,
    @Nullable Instant resumedAt) {
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
