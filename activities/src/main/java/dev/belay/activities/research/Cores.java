package dev.belay.activities.research;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Shares work among cores; which one does what changes nothing in the result. */
public final class Cores {
  private final int threads;
  private final IntConsumer done;

  /**
   * @param threads at least 1
   * @param done told how many pieces are done, from any thread
   */
  public Cores(int threads, IntConsumer done) {
    if (threads < 1) {
      throw new IllegalArgumentException("Expected a thread at least, was " + threads);
    }
    this.threads = threads;
    this.done = done;
  }

  /** As many as the machine has. */
  public static Cores all() {
    return new Cores(Runtime.getRuntime().availableProcessors(), count -> {});
  }

  /** As many, for what is not worth telling. */
  Cores quietly() {
    return new Cores(threads, count -> {});
  }

  public int threads() {
    return threads;
  }

  /**
   * What comes of each piece, in their order. Pieces are begun in their order, and none is after
   * one has failed.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public <T, R> List<R> map(List<T> pieces, Function<? super T, ? extends R> work) {
    int workers = Math.min(threads, pieces.size());
    List<R> results = new ArrayList<>();
    if (workers <= 1) {
      for (T piece : pieces) {
        stopIfInterrupted();
        results.add(work.apply(piece));
        done.accept(results.size());
      }
      return results;
    }
    Object[] slots = new Object[pieces.size()];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    Runnable worker =
        () -> {
          int piece = next.getAndIncrement();
          while (piece < slots.length && !Thread.currentThread().isInterrupted()) {
            try {
              slots[piece] = work.apply(pieces.get(piece));
            } catch (RuntimeException | Error e) {
              next.set(slots.length);
              throw e;
            }
            done.accept(finished.incrementAndGet());
            piece = next.getAndIncrement();
          }
        };
    run(workers, worker);
    for (Object slot : slots) {
      @SuppressWarnings("unchecked") // each slot was filled by the work, whose result is an R
      R result = (R) slot;
      results.add(result);
    }
    return results;
  }

  private static void run(int workers, Runnable worker) {
    ExecutorService pool = Executors.newFixedThreadPool(workers - 1);
    try {
      List<Future<?>> parts = new ArrayList<>();
      IntStream.range(1, workers).forEach(i -> parts.add(pool.submit(worker)));
      worker.run();
      for (Future<?> part : parts) {
        part.get();
      }
      stopIfInterrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** What the work itself has thrown. */
  private static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e);
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
