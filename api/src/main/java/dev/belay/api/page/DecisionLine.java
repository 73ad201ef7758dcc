package dev.belay.api.page;

import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.read.DecisionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision in a row.
 *
 * @param came what came of it: trade, refused, or what the reply was
 * @param parts its elements, in words
 * @param quiet the reason where it has no elements to show
 */
record DecisionLine(DecisionRow row, String came, List<Part> parts, @Nullable String quiet) {

  /**
   * @param refusal null when it was admitted or needs no admission
   */
  record Part(String what, @Nullable Refusal refusal, @Nullable String positionId) {
    public @Nullable RefusalCode code() {
      return refusal == null ? null : refusal.code();
    }
  }

  static DecisionLine of(DecisionRow row) {
    List<Part> parts = new ArrayList<>();
    for (DecisionRow.Element element : row.elements()) {
      String action = element.action() == null ? "?" : Show.INSTANCE.words(element.action());
      String symbol = element.symbol() == null ? "" : " " + Show.INSTANCE.base(element.symbol());
      parts.add(new Part(action + symbol, element.refusal(), element.positionId()));
    }
    boolean traded = parts.stream().anyMatch(part -> part.positionId() != null);
    boolean refused = parts.stream().map(Part::refusal).anyMatch(Objects::nonNull);
    String came = traded ? "TRADE" : refused ? "REFUSED" : row.outcome();
    String detail = row.detail();
    return new DecisionLine(
        row,
        came,
        List.copyOf(parts),
        parts.isEmpty() ? (detail == null ? row.reasoning() : detail) : null);
  }
}
