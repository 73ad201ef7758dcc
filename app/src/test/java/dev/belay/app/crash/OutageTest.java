package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the servers away from under an application that trades, and gives them back. */
@Tag("crash")
class OutageTest {
  private static final Duration AWAY = Duration.ofSeconds(30);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(90);
  private static final int ROUNDS = 10;

  @TempDir Path folder;

  @Test
  void goesOnAfterItsServersHungInTheMiddleOfRoundsAndAfterTheyDied() throws IOException {
    try (ChildBelay belay = new ChildBelay(folder.resolve("home"), 5)) {
      belay.start(Map.of());
      belay.awaitReady();
      assumeThat(belay.hasServer("temporal"))
          .as("left out: no Temporal server is to be had here that could be taken away")
          .isTrue();
      try (Flows flows = Flows.of(belay)) {
        awaitMoreRounds(belay);
        Seen before = Seen.of(belay);

        whileAway(
            belay,
            "Postgres",
            "ledger",
            () ->
                assertThat(flows.find("WorkflowType='TradingRound' AND ExecutionStatus='Running'"))
                    .as("rounds in the middle of which the ledger is away")
                    .isNotEmpty());
        awaitMoreRounds(belay);
        whileAway(belay, "Temporal", "temporal", () -> {});
        awaitMoreRounds(belay);
        die(belay, "postgres", "temporal");
        awaitMoreRounds(belay);

        Seen.of(belay).continues(before);
        assertThat(flows.find("ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated')"))
            .as("workflows that failed")
            .isEmpty();
      }
      int orders = Settled.check(belay);
      System.err.printf("[outage] %d orders equal%n", orders);
    }
  }

  /**
   * @param part of the health that must tell
   */
  private static void whileAway(ChildBelay belay, String server, String part, Runnable meanwhile)
      throws IOException {
    long end = System.nanoTime() + AWAY.toNanos();
    belay.suspend(server.toLowerCase(Locale.ROOT));
    try {
      ChildBelay.pause(5_000);
      assertThat(belay.said()).contains(server + " does not answer");
      JsonNode health = belay.get("/api/health");
      assertThat(health.path("status").asText()).as("%s", health).isEqualTo("degraded");
      assertThat(health.path(part).path("status").asText()).as("%s", health).isEqualTo("degraded");
      meanwhile.run();
      ChildBelay.pause(Math.max(0, (end - System.nanoTime()) / 1_000_000));
    } finally {
      belay.resume(server.toLowerCase(Locale.ROOT));
    }
    awaitHealth(belay);
    belay.await("word", BACK_WITHIN, () -> belay.said().contains(server + " answers again"));
  }

  /** What is dead is started anew, on the same port and files. */
  private static void die(ChildBelay belay, String... servers) {
    for (String server : servers) {
      long killed = belay.serverPid(server);
      belay.killServer(server);
      belay.await(
          server + " to be started anew", BACK_WITHIN, () -> belay.serverPid(server) != killed);
    }
    awaitHealth(belay);
  }

  private static void awaitHealth(ChildBelay belay) {
    long began = System.nanoTime();
    belay.await("all parts to answer again", BACK_WITHIN, () -> healthy(belay));
    System.err.printf("[outage] well after %d ms%n", (System.nanoTime() - began) / 1_000_000);
  }

  private static boolean healthy(ChildBelay belay) {
    try {
      return belay.get("/api/health").path("status").asText().equals("ok");
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitMoreRounds(ChildBelay belay) throws IOException {
    long enough = rounds(belay) + ROUNDS;
    belay.await(
        "%d rounds more".formatted(ROUNDS),
        BACK_WITHIN,
        () -> {
          try {
            return rounds(belay) >= enough;
          } catch (IOException e) {
            return false;
          }
        });
  }

  private static long rounds(ChildBelay belay) throws IOException {
    return belay.get("/api/summary").path("rounds").asLong();
  }
}
