package dev.belay.domain.reconcile;

import dev.belay.domain.market.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One disagreement of an account.
 *
 * @param symbol null where it is of the account as a whole
 * @param subject the order's client id, the position's id, the symbol or the account
 * @param detail what each side has; the same as long as nothing moves
 * @param repairs safe steps, in order; empty where only a person can know
 */
public record Difference(
    String account,
    CaseKind kind,
    @Nullable Symbol symbol,
    String subject,
    String detail,
    List<Repair> repairs) {
  public Difference {
    repairs = List.copyOf(repairs);
  }

  /** Whether it is the other one, unchanged. */
  public boolean sameAs(Difference other) {
    return account.equals(other.account)
        && kind == other.kind
        && subject.equals(other.subject)
        && detail.equals(other.detail);
  }
}
