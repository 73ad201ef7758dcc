package dev.belay.simulator.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One transaction for all who want to commit at the same time: while one is under way the next ones
 * gather, and whoever then is first commits for all of them. Nobody returns before his own rows are
 * committed, or before nobody knows whether they are.
 */
final class GroupCommit {
  /** As much as one transaction takes, so that none becomes long. */
  private static final int MOST = 200;

  private final Consumer<Statements> transaction;
  private final ConcurrentLinkedQueue<Wish> wishes = new ConcurrentLinkedQueue<>();
  private final ReentrantLock leading = new ReentrantLock();

  /**
   * @param transaction commits, or throws
   */
  GroupCommit(Consumer<Statements> transaction) {
    this.transaction = transaction;
  }

  /** Guarded by the lock. */
  private static final class Wish {
    private final Statements statements;
    private boolean over;
    private @Nullable RuntimeException failure;

    Wish(Statements statements) {
      this.statements = statements;
    }
  }

  /**
   * Returns when the rows are committed.
   *
   * @throws RuntimeException if the transaction that they were in failed, whoever's fault that was
   */
  void commit(Statements statements) {
    Wish own = new Wish(statements);
    wishes.add(own);
    leading.lock();
    try {
      while (!own.over) {
        commitGathered();
      }
    } finally {
      leading.unlock();
    }
    if (own.failure != null) {
      throw own.failure;
    }
  }

  /** How many have not been taken into a transaction yet. */
  int waiting() {
    return wishes.size();
  }

  private void commitGathered() {
    List<Wish> gathered = new ArrayList<>();
    while (gathered.size() < MOST && wishes.peek() != null) {
      gathered.add(wishes.remove());
    }
    @Nullable RuntimeException failure =
        new IllegalStateException("The transaction was broken off");
    try {
      Statements all = gathered.getFirst().statements;
      gathered.stream().skip(1).forEach(wish -> all.addAll(wish.statements));
      transaction.accept(all);
      failure = null;
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      for (Wish wish : gathered) {
        wish.over = true;
        wish.failure = failure;
      }
    }
  }
}
