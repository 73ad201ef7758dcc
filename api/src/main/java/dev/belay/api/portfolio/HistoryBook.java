package dev.belay.api.portfolio;

import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Agents;
import dev.belay.ledger.read.CostRow;
import dev.belay.ledger.read.CurvePoint;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.FillRow;
import dev.belay.ledger.read.HistoryReader.MarkSpan;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalRow;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.RecentRounds;
import dev.belay.ledger.read.TradeRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the dashboard reads of one fund's past. Methods throw when the ledger can't be asked. */
public interface HistoryBook {

  /** The fund as the ledger has it: its models, agents and limits. */
  PortfolioSpec portfolio();

  /** The agents with their standing, in the roster's order. */
  List<Agents.Agent> agents();

  /** Decisions, newest first; of all outcomes when that is null. */
  Page<DecisionRow> decisions(PageRequest page, @Nullable String outcome);

  /**
   * The journal, newest first.
   *
   * @param account only of this one; null for all
   * @param kinds only these; empty for all
   */
  List<JournalRow> journal(
      @Nullable String account,
      List<String> kinds,
      JournalQuery.@Nullable Cursor before,
      int limit);

  /** The number of each account's newest event. */
  Map<String, Long> journalHeads();

  /** An account's events after a number, oldest first. */
  List<JournalRow> journalAfter(String account, long seq, int limit);

  /** From the fund's first mark to its last; empty before the first. */
  Optional<MarkSpan> markSpan();

  /** Marks of the fund and its agents, the last of each step, by subject and time. */
  List<CurvePoint> curves(Instant from, Instant to, Duration step);

  /** Costs of models by agent, model and market day, newest first. */
  List<CostRow> costsSince(LocalDate day);

  /** Costs of models since the beginning, by agent and model. */
  List<CostRow> costs();

  /** A closed round trip; empty when the position is not closed, or unknown. */
  Optional<TradeRow> trade(String positionId);

  /** A position's fills, oldest first. */
  List<FillRow> fillsOf(String positionId);

  /** What an agent's last finished rounds came to. */
  RecentRounds recentRounds(String agent, int limit);
}
