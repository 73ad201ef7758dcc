package dev.belay.activities.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.fault.ArmedFailpoints.FailpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmedFailpointsTest {
  private final AtomicInteger kills = new AtomicInteger();
  @TempDir Path folder;

  private ArmedFailpoints armed(String text) {
    return new ArmedFailpoints(text, null, kills::incrementAndGet);
  }

  @Test
  void killsOnTheHitNamedAndNeverAgain() {
    ArmedFailpoints points = armed("a.b=kill@2");

    points.hit("a.b");
    assertThat(kills).hasValue(0);
    points.hit("a.b");
    points.hit("a.b");
    points.hit("a.c");

    assertThat(kills).hasValue(1);
    assertThat(points.hits()).isEqualTo(Map.of("a.b", 3L, "a.c", 1L));
  }

  @Test
  void failsOnTheFirstHitWhereNoneIsNamed() {
    ArmedFailpoints points = armed(" activity.VenueFind.before=fail , x=fail@9");

    assertThatThrownBy(() -> points.hit("activity.VenueFind.before"))
        .isInstanceOf(FailpointException.class)
        .hasMessageContaining("activity.VenueFind.before");
    assertThatCode(() -> points.hit("activity.VenueFind.before")).doesNotThrowAnyException();
  }

  @Test
  void delays() {
    long start = System.nanoTime();

    armed("a=delay:60").hit("a");

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(60_000_000L);
  }

  @Test
  void actsOnceHoweverManyThreadsPass() {
    ArmedFailpoints points = armed("a=kill@500");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        threads.execute(() -> points.hit("a"));
      }
    }

    assertThat(kills).hasValue(1);
    assertThat(points.hits()).containsEntry("a", 1000L);
  }

  @Test
  void recordsEachPointOnce() throws IOException {
    Path record = folder.resolve("points");
    ArmedFailpoints points = new ArmedFailpoints("", record);

    points.hit("one");
    points.hit("two");
    points.hit("one");

    assertThat(Files.readAllLines(record)).containsExactly("one", "two");
  }

  @Test
  void armsNothingFromAnEmptyText() {
    armed(" ").hit("a");

    assertThat(kills).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a=die",
        "a=kill@0",
        "a=kill@x",
        "a=delay",
        "a=delay:soon",
        "=kill",
        "a=kill,,b=kill",
        "a b=kill"
      })
  void saysWhatItCouldNotRead(String text) {
    assertThatThrownBy(() -> armed(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("venue.submit.sent=kill@2");
  }
}
