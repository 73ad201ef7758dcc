package dev.belay.ledger.read;

import dev.belay.domain.money.Usdt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fund at given quotes. {@code money.deposited} is the initial balance, {@code money.equity()}
 * the total equity: the sum of the agents' and the unallocated cash.
 *
 * @param halt the halt in force; null when entries are admitted
 */
public record FundFigures(
    String portfolio,
    Money money,
    Usdt unallocatedCash,
    @Nullable HaltRow halt,
    List<AgentFigures> agents) {
  public FundFigures {
    agents = List.copyOf(agents);
  }
}
