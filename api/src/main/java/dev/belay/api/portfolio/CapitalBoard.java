package dev.belay.api.portfolio;

import dev.belay.api.cache.Refreshed;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.ledger.Capital;
import dev.belay.ledger.Reviews;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How capital is shared out, at most a second old. */
@Singleton
final class CapitalBoard {
  private static final Board NOTHING =
      new Board(
          new Reviews.Chosen(Scheme.EQUAL, new TreeMap<>()),
          new Reviews.Calendar(Instant.EPOCH, null, null),
          List.of(),
          new TreeMap<>());

  private final Refreshed<Board> board;

  CapitalBoard(CapitalBook book) {
    this.board =
        new Refreshed<>(
            Duration.ofSeconds(1),
            Duration.ZERO,
            NOTHING,
            last ->
                new Board(book.chosen(), book.calendar(), book.models(), weights(book.plans())));
  }

  /**
   * @param weights that capital was last shared out by; empty before the first time
   */
  record Board(
      Reviews.Chosen chosen,
      Reviews.Calendar calendar,
      List<ModelSpec> models,
      SortedMap<String, BigDecimal> weights) {}

  Board now() {
    return board.get();
  }

  private static SortedMap<String, BigDecimal> weights(List<Capital.Plan> plans) {
    return plans.stream()
        .filter(plan -> plan.kind() == Capital.Kind.REBALANCE && !plan.weights().isEmpty())
        .findFirst()
        .map(Capital.Plan::weights)
        .orElseGet(TreeMap::new);
  }
}
