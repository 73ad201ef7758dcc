package dev.belay.api.page;

import dev.belay.domain.fund.CapitalMove;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Capital;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan that moves capital, with what has come of it.
 *
 * @param moved USDT that has changed hands so far, at least 0
 */
record PlanLine(Capital.Plan plan, List<Part> parts, Usdt moved) {

  /**
   * What the plan wants of one agent.
   *
   * @param done to the agent so far, or from it when negative
   * @param problems transfers that the venue refused, in words
   */
  record Part(CapitalMove move, Usdt done, boolean pending, List<String> problems) {}

  static PlanLine of(Capital.Plan plan, List<Capital.Moved> transfers) {
    List<Part> parts = new ArrayList<>();
    Usdt moved = Usdt.ZERO;
    for (CapitalMove move : plan.moves()) {
      String account = PortfolioSpec.account(plan.portfolio(), move.agent());
      Usdt done = Usdt.ZERO;
      boolean pending = false;
      List<String> problems = new ArrayList<>();
      for (Capital.Moved transfer : transfers) {
        if (transfer.account().equals(account)) {
          switch (transfer.status()) {
            case "DONE" -> done = done.plus(transfer.amount());
            case "PENDING" -> pending = true;
            default -> problems.add("refused: " + transfer.reason());
          }
        }
      }
      if (done.isPositive()) {
        moved = moved.plus(done);
      }
      parts.add(new Part(move, done, pending, problems));
    }
    return new PlanLine(plan, List.copyOf(parts), moved.isPositive() ? moved : taken(parts));
  }

  /** Where all only gives back. */
  private static Usdt taken(List<Part> parts) {
    return parts.stream().map(Part::done).reduce(Usdt.ZERO, Usdt::plus).negate();
  }
}
