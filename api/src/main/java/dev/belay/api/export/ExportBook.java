package dev.belay.api.export;

import dev.belay.ledger.read.DecisionLine;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.IncomeRow;
import dev.belay.ledger.read.MarkRow;
import dev.belay.ledger.read.TradeRow;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is exported of one fund, page by page; no page is empty. */
public interface ExportBook {

  /**
   * @param fund whose books
   * @param agent only of this agent; null for all
   * @param from market time, inclusive
   * @param to market time, exclusive
   */
  record Range(String fund, @Nullable String agent, Instant from, Instant to) {}

  /** The portfolio, and the amplifier's desk where there is one. */
  List<String> funds();

  /** The ids of a fund's agents. */
  List<String> agents(String fund);

  Iterator<List<TradeRow>> trades(Range range);

  Iterator<List<FillRow>> fills(Range range);

  Iterator<List<MarkRow>> equity(Range range);

  Iterator<List<DecisionLine>> decisions(Range range);

  Iterator<List<IncomeRow>> incomes(Range range);
}
