package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RosterTest {
  @Test
  void anAccountOfADisabledAgentIsInUseUntilItHoldsNothing() {
    try (Books books = Books.seeded(3, FundLimits.DEFAULT)) {
      String position = books.held("a1", Books.NOON, "500");
      books.controls.setEnabled("main", "a1", false, "me");
      books.controls.setEnabled("main", "a2", false, "me");

      assertThat(books.roster.accountsInUse("main")).containsExactly("main.a0", "main.a1");

      String quantity = "" + books.positions.load(position).sums().held();
      books.record(
          books.orderOf(position, Leg.ENTRY),
          OrderStatus.FILLED,
          books.fill(Books.BTC, Side.SELL, "100", quantity, "0"));
      books.positions.record(position, PositionStatus.CLOSED, ExitReason.COMMAND, false);

      assertThat(books.roster.accountsInUse("main")).containsExactly("main.a0");
    }
  }
}
