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
   * @param agent only of this agent; null for all
   * @param from market time, inclusive
   * @param to market time, exclusive
   */
  record Range(@Nullable String agent, Instant from, Instant to) {}

  /** The ids of the fund's agents. */
  List<String> agents();

  Iterator<List<TradeRow>> trades(Range range);

  Iterator<List<FillRow>> fills(Range range);

  Iterator<List<MarkRow>> equity(Range range);

  Iterator<List<DecisionLine>> decisions(Range range);

  Iterator<List<IncomeRow>> incomes(Range range);
}
