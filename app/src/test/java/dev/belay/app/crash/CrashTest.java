package dev.belay.app.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} at seeded moments; after each the same home goes on as if nothing was. */
@Tag("crash")
class CrashTest {
  private static final int KILLS = 5;
  private static final int LEAST_MILLIS = 3000;
  private static final int SPREAD_MILLIS = 5000;

  @TempDir Path folder;

  @Test
  void goesOnAfterEveryKillAndTheVenueAgrees() throws IOException {
    goesOn(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  @Tag("long")
  void goesOnAfterManyMore(long seed) throws IOException {
    goesOn(seed);
  }

  private void goesOn(long seed) throws IOException {
    Random random = new Random(seed);
    long began = System.nanoTime();
    try (ChildBelay belay = new ChildBelay(folder.resolve("home"), seed)) {
      belay.start(Map.of());
      belay.awaitReady();
      for (int kill = 1; kill <= KILLS; kill++) {
        ChildBelay.pause(LEAST_MILLIS + random.nextInt(SPREAD_MILLIS));
        Seen before = Seen.of(belay);
        boolean andServers = random.nextBoolean();
        belay.kill(andServers);
        long killed = System.nanoTime();
        belay.start(Map.of());
        belay.awaitReady();
        System.err.printf(
            "[crash] seed %d kill %d%s: ready after %d ms%n",
            seed, kill, andServers ? " with servers" : "", millisSince(killed));
        Seen.of(belay).continues(before);
      }
      int orders = Settled.check(belay);
      System.err.printf(
          "[crash] seed %d: %d kills, %d orders equal, %d ms%n",
          seed, KILLS, orders, millisSince(began));
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
