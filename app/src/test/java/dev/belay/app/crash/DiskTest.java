package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets the disk run full under an application that trades, and makes it read-only. */
@Tag("crash")
class DiskTest {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 3;
  private static final int MEBIBYTES = 1280;
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void stopsSayingWhatToDoAndGoesOnWhenThereIsSpaceAgain() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("home"), MEBIBYTES);
        ChildBelay belay = new ChildBelay(disk, 9)) {
      belay.start(Map.of());
      belay.awaitReady();
      ChildBelay.pause(8_000);
      Seen before = Seen.of(belay);

      disk.leave(300);
      belay.await("entries to be refused", ENDS_WITHIN, () -> holds(belay, "DISK_LOW"));
      disk.free();
      belay.await("entries to be admitted", ENDS_WITHIN, () -> holds(belay, ""));

      disk.fill();
      ends(belay, FAILED, "disk of " + disk.place(), "free some space and start again");
      assertThat(belay.hasServer("postgres")).as("a server left behind").isFalse();
      assertThat(belay.hasServer("temporal")).as("a server left behind").isFalse();

      belay.start(Map.of());
      ends(belay, BAD_INPUT, "disk of " + disk.place(), "free some space");

      disk.free();
      disk.setReadOnly(true);
      belay.start(Map.of());
      ends(belay, BAD_INPUT, disk.place().toString(), "Read-only file system", "--home");

      disk.setReadOnly(false);
      belay.start(Map.of());
      belay.awaitReady();
      Seen.of(belay).continues(before);
      ChildBelay.pause(3_000);
      int orders = Settled.check(belay);
      System.err.printf("[disk] %d orders equal%n", orders);
    }
  }

  private static boolean holds(ChildBelay belay, String code) {
    try {
      return belay.get("/api/portfolio").path("entry_hold").path("code").asText("").equals(code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ends(ChildBelay belay, int code, String... said) {
    long began = System.nanoTime();
    if (!belay.endsWithin(ENDS_WITHIN)) {
      throw belay.failure("Expected an end within " + ENDS_WITHIN);
    }
    System.err.printf("[disk] ended after %d ms%n", (System.nanoTime() - began) / 1_000_000);
    assertThat(belay.exitCode()).as(belay.said()).isEqualTo(code);
    String last =
        belay.said().lines().filter(line -> line.startsWith("belay: ")).findFirst().orElse("");
    assertThat(last).contains(said);
  }
}
