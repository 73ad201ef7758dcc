package dev.belay.ledger.read;

import dev.belay.domain.money.Usdt;
import dev.belay.ledger.EntryHold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fund at given quotes. {@code money.deposited} is the initial balance, {@code money.equity()}
 * the total equity: the sum of the agents' and the unallocated cash.
 *
 * @param halt the halt in force; null when nobody halted entries
 * @param hold why entries are refused for a while though nobody halted them; null when they aren't
 */
public record FundFigures(
    String portfolio,
    Money money,
    Usdt unallocatedCash,
    @Nullable HaltRow halt,
    @Nullable EntryHold hold,
    List<AgentFigures> agents) {
  public FundFigures {
    agents = List.copyOf(agents);
  }
}
