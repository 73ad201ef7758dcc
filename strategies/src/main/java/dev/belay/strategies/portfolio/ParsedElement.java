package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One element of a reply: a decision valid in form, or a refusal; never both, never neither.
 *
 * @param raw as the model wrote it, at most 2000 characters
 * @param symbol known even of a refused element where it could be read
 * @param action likewise
 */
public record ParsedElement(
    String raw,
    @Nullable Symbol symbol,
    @Nullable Action action,
    @Nullable Decision decision,
    @Nullable Refusal refusal) {
  private static final int MAX_RAW = 2000;

  public ParsedElement {
    raw = Excerpt.of(raw, MAX_RAW);
    if ((decision == null) == (refusal == null)) {
      throw new IllegalArgumentException("Expected either a decision or a refusal");
    }
  }

  static ParsedElement accepted(String raw, Decision decision) {
    return new ParsedElement(raw, decision.symbol(), decision.action(), decision, null);
  }

  static ParsedElement refused(
      String raw, @Nullable Symbol symbol, @Nullable Action action, Refusal refusal) {
    return new ParsedElement(raw, symbol, action, null, refusal);
  }

  /** Whether it is to be carried out: an open or a close that was not refused. */
  public boolean trades() {
    return decision != null && (decision.action().opens() || decision.action().closes());
  }
}
