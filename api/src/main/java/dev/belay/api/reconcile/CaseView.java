package dev.belay.api.reconcile;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.reconcile.CaseKind;
import dev.belay.ledger.read.CaseRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A disagreement that did not pass by itself.
 *
 * @param agent trader_id
 * @param meaning of the kind, in a sentence
 * @param symbol null where it is of the account as a whole
 * @param subject the order's client id, the position's id, the symbol or the account
 * @param detail what each side has
 * @param repairs the safe steps taken; null where only a person can know
 * @param holdsEntries whether no position is opened in the symbol while it is open
 * @param openedAt wall time at which it was found
 * @param seenAt wall time at which it was last found
 * @param closedAt wall time at which it was gone; null while it is open
 * @param outcome REPAIRED after a step of Belay's, GONE without; null while it is open
 */
@Schema(name = "Case")
public record CaseView(
    long id,
    String agent,
    String account,
    CaseKind kind,
    String meaning,
    @Nullable Symbol symbol,
    String subject,
    String detail,
    @Nullable String repairs,
    boolean holdsEntries,
    Instant openedAt,
    Instant seenAt,
    @Nullable Instant closedAt,
    @Nullable String outcome) {

  /** The case as it is shown. */
  public static CaseView of(CaseRow row) {
    return new CaseView(
        row.id(),
        row.account().substring(row.account().indexOf('.') + 1),
        row.account(),
        row.kind(),
        row.kind().meaning(),
        row.symbol(),
        row.subject(),
        row.detail(),
        row.repairs(),
        row.closedAt() == null && row.kind().bindsSymbol(),
        row.openedAt(),
        row.seenAt(),
        row.closedAt(),
        row.outcome());
  }
}
