package dev.belay.api.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.ledger.read.ReconciliationRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cases, the open ones first, and the last look for them.
 *
 * @param open how many of the items are open
 * @param reconciliation the last one; null before the first
 */
@Schema(name = "Cases")
public record CasesView(
    int open,
    @Nullable Last reconciliation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reconciliationReason,
    List<CaseView> items) {

  static CasesView of(List<CaseView> items, Optional<ReconciliationRow> last) {
    return new CasesView(
        (int) items.stream().filter(item -> item.closedAt() == null).count(),
        last.map(Last::of).orElse(null),
        last.isPresent() ? null : "none has come to its end yet",
        items);
  }

  /**
   * @param at wall time at which it began
   * @param tookMs with the waiting for what was on its way
   * @param orders resting at the venue
   * @param positions not over in the ledger
   * @param differences that did not pass by themselves
   * @param unreachable accounts that the venue did not answer for, and why
   */
  @Schema(name = "Reconciliation")
  public record Last(
      Instant at,
      long tookMs,
      int accounts,
      int orders,
      int positions,
      int differences,
      Map<String, String> unreachable) {
    static Last of(ReconciliationRow row) {
      return new Last(
          row.began(),
          Duration.between(row.began(), row.ended()).toMillis(),
          row.accounts(),
          row.orders(),
          row.positions(),
          row.differences(),
          row.unreachable());
    }
  }
}
