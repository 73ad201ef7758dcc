package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.strategies.portfolio.ConsensusRule.Vote;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one cautious decision of votes that agree. */
final class VoteMerge {
  private VoteMerge() {}

  private interface Field<T> {
    @Nullable T of(Decision decision);
  }

  /**
   * The smallest of each.
   *
   * @param votes at least one, all for the action on the symbol, in order of voice
   */
  static Decision merge(List<Vote> votes, Symbol symbol, Action action) {
    // Seen from a long: the tightest stop is the highest, the nearest target the lowest.
    Comparator<Price> nearest = Comparator.naturalOrder();
    Comparator<Price> upwards = action == Action.OPEN_SHORT ? nearest.reversed() : nearest;
    return new Decision(
        symbol,
        action,
        least(votes, Decision::leverage, Comparator.naturalOrder()),
        least(votes, Decision::positionSizeUsd, Comparator.<Usdt>naturalOrder()),
        least(votes, Decision::stopLoss, upwards.reversed()),
        least(votes, Decision::takeProfit, upwards),
        meanConfidence(votes),
        least(votes, Decision::riskUsd, Comparator.<Usdt>naturalOrder()),
        reasoning(votes));
  }

  private static <T> @Nullable T least(
      List<Vote> votes, Field<T> field, Comparator<? super T> order) {
    return values(votes, field).stream().min(order).orElse(null);
  }

  private static @Nullable Integer meanConfidence(List<Vote> votes) {
    Collection<Integer> known = values(votes, Decision::confidence);
    return known.isEmpty() ? null : known.stream().mapToInt(Integer::intValue).sum() / known.size();
  }

  private static <T> List<T> values(List<Vote> votes, Field<T> field) {
    return votes.stream()
        .flatMap(vote -> Optional.<T>ofNullable(field.of(vote.decision())).stream())
        .toList();
  }

  private static String reasoning(List<Vote> votes) {
    String joined =
        votes.stream()
            .filter(vote -> !vote.decision().reasoning().isBlank())
            .map(vote -> vote.voice() + ": " + vote.decision().reasoning())
            .collect(Collectors.joining("; "));
    return Excerpt.of(joined, 1000);
  }
}
