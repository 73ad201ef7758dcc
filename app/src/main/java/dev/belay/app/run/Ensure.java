package dev.belay.app.run;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.ledger.Recovery;
import dev.belay.ledger.Reviews;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.wire.LaunchActivities.AgentLaunch;
import dev.belay.workflows.wire.LaunchActivities.FlattenCommand;
import dev.belay.workflows.wire.LaunchActivities.ReviewedCommand;
import java.time.Duration;

/**
 * Rebuilds every workflow from the ledger at start: starts what is missing, attaches to what runs.
 * A lost Temporal store loses no truth.
 */
final class Ensure {
  private static final Duration MODEL_DEADLINE = Duration.ofSeconds(30);

  private final LedgerStack books;
  private final Recovery ledger;
  private final Launcher launcher;

  Ensure(LedgerStack books, Launcher launcher) {
    this.books = books;
    this.ledger = books.recovery;
    this.launcher = launcher;
  }

  /** Starts or attaches to everything; returns how many workflows that were. */
  int run() {
    int count = 0;
    for (ClientOrderId order : ledger.openOrders()) {
      launcher.order(order);
      count++;
    }
    for (String position : ledger.openPositions()) {
      launcher.position(position);
      count++;
    }
    for (Recovery.UnfinishedRound unfinished : ledger.unfinishedRounds()) {
      var ref = unfinished.round();
      launcher.round(
          new RoundRef(ref.portfolio(), ref.agent(), ref.asOf(), ref.interval()), MODEL_DEADLINE);
      count++;
    }
    for (String plan : books.capital.unfinished()) {
      launcher.rebalance(plan);
      count++;
    }
    for (Reviews.Stored review : books.reviews.notApplied()) {
      launcher.reviewed(new ReviewedCommand(review.portfolio(), review.id()));
    }
    for (String portfolio : ledger.portfolios()) {
      if (books.roster.portfolio(portfolio).agents().isEmpty()) {
        continue;
      }
      launcher.portfolio(portfolio);
      count++;
      for (String agent : ledger.agents(portfolio)) {
        launcher.agent(new AgentLaunch(portfolio, agent));
        count++;
      }
    }
    for (String vote : ledger.openVotes()) {
      launcher.vote(vote);
      count++;
    }
    for (String desk : ledger.desks()) {
      launcher.desk(desk);
      count++;
    }
    for (Recovery.UnfinishedFlatten flatten : ledger.unfinishedFlattens()) {
      launcher.flatten(new FlattenCommand(flatten.portfolio(), flatten.request()));
      count++;
    }
    return count;
  }
}
