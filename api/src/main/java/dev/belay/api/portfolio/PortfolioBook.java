package dev.belay.api.portfolio;

import dev.belay.domain.market.Quote;
import dev.belay.ledger.Contents;
import dev.belay.ledger.EntryHold;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.read.CaseRow;
import dev.belay.ledger.read.Counts;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.EquityPoint;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.FundFigures;
import dev.belay.ledger.read.HaltRow;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.PositionRow;
import dev.belay.ledger.read.ReconciliationRow;
import dev.belay.ledger.read.TradeRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the API reads of one fund. Methods throw when the ledger can't be asked. */
public interface PortfolioBook {

  /** The portfolio, and the amplifier's desk where there is one. */
  List<String> funds();

  /** Answers when the ledger does. */
  void ping();

  /** Money of the fund and each agent at the quotes, all of one moment. */
  FundFigures figures(List<Quote> quotes, Instant now);

  Counts counts();

  /** Marks from {@code from} to before {@code to}, oldest first; of the fund when agent is null. */
  List<EquityPoint> equity(@Nullable String agent, Instant from, Instant to);

  /** Positions that are not closed, oldest first. */
  List<PositionRow> openPositions(List<Quote> quotes);

  Optional<PositionRow> position(String id, List<Quote> quotes);

  /** The orders of a position, oldest first. */
  List<OrderRow> ordersOf(String positionId);

  /** What operators wanted of a position, oldest first. */
  List<Instructions.Stored> instructionsOf(String positionId);

  Page<OrderRow> orders(PageRequest page);

  Optional<OrderRow> order(String clientOrderId);

  Page<TradeRow> trades(PageRequest page);

  Page<FillRow> fills(PageRequest page);

  Page<DecisionRow> decisions(PageRequest page);

  Optional<DecisionRow> decision(String roundId);

  /** Halts, newest first. */
  List<HaltRow> halts();

  /** Why entries are refused for a while though nobody halted them. */
  Optional<EntryHold> hold();

  /**
   * Where ledger, venue and workflows disagree: open cases first, each newest first.
   *
   * @param limit at most so many
   */
  List<CaseRow> cases(boolean openOnly, int limit);

  /** Empty before the first. */
  Optional<ReconciliationRow> lastReconciliation();

  /** The stored text of a hash: a prompt, a reply, an observation. */
  Optional<Contents.Stored> text(String hash);
}
