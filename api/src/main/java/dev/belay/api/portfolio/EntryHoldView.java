package dev.belay.api.portfolio;

import dev.belay.ledger.EntryHold;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Entries are refused for a reason that passes by itself. It is no halt: nobody resumes it.
 *
 * @param code with which entries are refused, such as DISK_LOW
 * @param source who found the reason
 * @param since wall time
 */
@Schema(name = "EntryHold")
public record EntryHoldView(String code, String reason, String source, Instant since) {
  static @Nullable EntryHoldView of(@Nullable EntryHold hold) {
    return hold == null
        ? null
        : new EntryHoldView(hold.code().name(), hold.detail(), hold.source(), hold.since());
  }
}
