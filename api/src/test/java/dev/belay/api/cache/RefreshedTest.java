package dev.belay.api.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefreshedTest {
  private static final Duration AGE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void isReadOnceWhileYoungEnough() {
    Refreshed<Integer> counter =
        new Refreshed<>(AGE, PATIENCE, 0, last -> reads.incrementAndGet(), clock::get);

    assertThat(counter.get()).isEqualTo(1);
    clock.addAndGet(AGE.toNanos());
    assertThat(counter.get()).isEqualTo(1);
    clock.addAndGet(AGE.toNanos() + 1);
    assertThat(counter.get()).isEqualTo(2);
  }

  @Test
  void nobodyWaitsForWhatOnlyJustGrewOld() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Refreshed<Integer> value =
        new Refreshed<>(
            AGE,
            Duration.ofMinutes(10),
            0,
            last -> {
              if (reads.getAndIncrement() > 0) {
                asked.countDown();
                await(slow);
              }
              return reads.get();
            },
            clock::get);
    assertThat(value.get()).isEqualTo(1);
    clock.addAndGet(AGE.toNanos() + 1);

    assertThat(value.get()).isEqualTo(1);
    assertThat(asked.await(10, TimeUnit.SECONDS)).as("is read meanwhile").isTrue();
    slow.countDown();
    clock.addAndGet(AGE.toNanos());
    assertThat(value.get()).isEqualTo(2);
  }

  @Test
  void keepsTheLastValueWhenItsSourceFails() {
    Refreshed<Integer> counter =
        new Refreshed<>(
            AGE,
            PATIENCE,
            0,
            last -> {
              if (reads.incrementAndGet() == 2) {
                throw new IllegalStateException("away");
              }
              return reads.get();
            },
            clock::get);
    assertThat(counter.get()).isEqualTo(1);
    clock.addAndGet(2 * AGE.toNanos() + 1);

    assertThat(counter.get()).isEqualTo(1);
    assertThat(counter.failure()).contains("away");

    clock.addAndGet(AGE.toNanos() + 1);
    assertThat(counter.get()).isEqualTo(3);
    assertThat(counter.failure()).isEmpty();
  }

  @Test
  void aSourceThatHangsHoldsNobodyUp() {
    CountDownLatch never = new CountDownLatch(1);
    Refreshed<Integer> value =
        new Refreshed<>(
            AGE,
            Duration.ZERO,
            0,
            last -> {
              if (reads.getAndIncrement() > 0) {
                await(never);
              }
              return 7;
            },
            clock::get);
    assertThat(value.get()).isEqualTo(7);
    clock.addAndGet(AGE.toNanos() + 1);

    assertThat(value.get()).isEqualTo(7);
    assertThat(value.isKnown()).isTrue();
    never.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
