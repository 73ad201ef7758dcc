package dev.belay.activities.replay;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Decision;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision wants done, so that two can be compared: its opens and closes with their numbers.
 * To hold, to wait and to say nothing are one; to abstain is another. Words don't count.
 *
 * @param trades in order of symbol
 */
public record Wanted(boolean abstains, List<Trade> trades) {
  private static final Set<String> ABSTENTIONS = Set.of("ABSTAIN", "NO_DECISION");

  public Wanted {
    trades = List.copyOf(trades);
  }

  /** An open or a close. */
  public record Trade(
      String symbol,
      String action,
      @Nullable Integer leverage,
      @Nullable String size,
      @Nullable String stop,
      @Nullable String target,
      @Nullable Integer confidence) {}

  /**
   * @param outcome as recorded: TRADE, HOLD, REFUSED, ABSTAIN, NO_DECISION
   * @param decisions valid in form
   */
  public static Wanted of(String outcome, List<Decision> decisions) {
    return new Wanted(
        ABSTENTIONS.contains(outcome),
        decisions.stream()
            .filter(decision -> decision.action().opens() || decision.action().closes())
            .map(Wanted::trade)
            .sorted(Comparator.comparing(Trade::symbol).thenComparing(Trade::action))
            .toList());
  }

  /** Whether the same symbols are traded the same way, whatever the numbers. */
  public boolean hasActionsOf(Wanted other) {
    return abstains == other.abstains && actions().equals(other.actions());
  }

  private List<String> actions() {
    return trades.stream().map(trade -> trade.symbol() + " " + trade.action()).toList();
  }

  private static Trade trade(Decision decision) {
    Usdt size = decision.positionSizeUsd();
    Price stop = decision.stopLoss();
    Price target = decision.takeProfit();
    return new Trade(
        decision.symbol().value(),
        decision.action().toString(),
        decision.leverage(),
        size == null ? null : size.toString(),
        stop == null ? null : stop.toString(),
        target == null ? null : target.toString(),
        decision.confidence());
  }
}
