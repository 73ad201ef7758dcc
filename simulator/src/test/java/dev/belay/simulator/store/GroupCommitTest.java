package dev.belay.simulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private static final int OTHERS = 9;

  private final AtomicInteger transactions = new AtomicInteger();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /** The first transaction takes until it may go on. */
  private void transaction() {
    if (transactions.incrementAndGet() == 1) {
      first.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** One commits, and while he does the others come. */
  private List<Future<?>> together(GroupCommit commits, ExecutorService pool)
      throws InterruptedException {
    List<Future<?>> all = new ArrayList<>();
    all.add(pool.submit(() -> commits.commit(new Statements(0))));
    first.await();
    for (int i = 0; i < OTHERS; i++) {
      all.add(pool.submit(() -> commits.commit(new Statements(0))));
    }
    while (commits.waiting() < OTHERS) {
      Thread.onSpinWait();
    }
    go.countDown();
    return all;
  }

  @Test
  void whoComesDuringACommitSharesTheNext() throws Exception {
    GroupCommit commits = new GroupCommit(statements -> transaction());
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> each : together(commits, pool)) {
        assertThat(each.get()).isNull();
      }
    }
    assertThat(transactions).hasValue(2);
    assertThat(commits.waiting()).isZero();
  }

  @Test
  void aFailureIsTheFailureOfAllWhoWereInItAndOfNobodyElse() throws Exception {
    GroupCommit commits =
        new GroupCommit(
            statements -> {
              transaction();
              if (transactions.get() == 2) {
                throw new IllegalStateException("the disk is gone");
              }
            });
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = together(commits, pool);
      assertThat(all.removeFirst().get()).isNull();
      for (Future<?> each : all) {
        assertThatThrownBy(each::get)
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseMessage("the disk is gone");
      }
    }
    commits.commit(new Statements(0));
    assertThat(transactions).hasValue(3);
  }
}
