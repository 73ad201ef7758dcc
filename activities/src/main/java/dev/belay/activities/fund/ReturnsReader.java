package dev.belay.activities.fund;

import dev.belay.engine.statistics.Drawdown;
import dev.belay.engine.statistics.EquityMark;
import dev.belay.ledger.Reviews;
import dev.belay.ledger.Roster;
import dev.belay.ledger.read.EquityPoint;
import dev.belay.ledger.read.LedgerReader;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Returns over the equity marks, net of transfers. */
public final class ReturnsReader {
  private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

  private final LedgerReader ledger;
  private final Roster roster;
  private final Reviews reviews;

  public ReturnsReader(LedgerReader ledger, Roster roster, Reviews reviews) {
    this.ledger = ledger;
    this.roster = roster;
    this.reviews = reviews;
  }

  /** Of every agent since the last review, fractions; 0 where there are no two marks yet. */
  SortedMap<String, Double> sinceReview(String portfolio) {
    Instant since = reviews.calendar(portfolio).since();
    SortedMap<String, Double> returns = new TreeMap<>();
    for (var agent : roster.agents(portfolio)) {
      String id = agent.spec().id();
      Drawdown track = track(marks(portfolio, id, since, FOREVER));
      returns.put(id, track.index() - 1);
    }
    return returns;
  }

  /**
   * The marks from the one market time to the other, both included.
   *
   * @param agent null for the fund
   */
  List<EquityMark> marks(String portfolio, @Nullable String agent, Instant from, Instant until) {
    return ledger.equity(portfolio, agent, from, until.plusMillis(1)).stream()
        .map(ReturnsReader::mark)
        .toList();
  }

  static Drawdown track(List<EquityMark> marks) {
    Drawdown track = Drawdown.NONE;
    for (EquityMark mark : marks) {
      track = track.with(mark);
    }
    return track;
  }

  private static EquityMark mark(EquityPoint point) {
    return new EquityMark(
        point.asOf(),
        point.equity().value().doubleValue(),
        point.transfers().value().doubleValue());
  }
}
