package dev.belay.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.app.base.OperatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildServerTest {
  @TempDir Path folder;

  private ChildPlan plan(String... command) {
    return new ChildPlan(
        "sleeper",
        List.of(command),
        Map.of(),
        folder.resolve("sleeper.log"),
        folder.resolve("sleeper.json"),
        List.of("/sleep", "1234"),
        StopSignal.TERM,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(Duration.ofMillis(10));
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void startsAServerAnewThatEndsByItself() throws Exception {
    try (ChildServer server = ChildServer.start(plan("sleep", "1234"), pid -> true)) {
      long first = server.pid();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();

      await(() -> server.pid() != first);
      assertThat(server.restarts()).isEqualTo(1);
    }
    assertThat(folder.resolve("sleeper.json")).doesNotExist();
  }

  @Test
  void aServerThatIsClosedStaysDown() throws Exception {
    ChildServer server = ChildServer.start(plan("sleep", "1234"), pid -> true);
    long pid = server.pid();
    server.close();

    Thread.sleep(Duration.ofMillis(500));
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(server.restarts()).isZero();
  }

  @Test
  void aServerThatDoesNotComeUpIsToldWithTheEndOfItsLog() {
    ChildPlan plan = plan("sh", "-c", "echo the port is cursed; exit 7");

    assertThatThrownBy(() -> ChildServer.start(plan, pid -> false))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("the port is cursed");
  }

  /** As one whose port was taken by another process in the same moment. */
  @Test
  void aServerThatEndsWhileItStartsIsStartedAgain() {
    Path up = folder.resolve("up");
    String script =
        "mkdir %s 2>/dev/null && exit 1; touch %s; exec sleep 1234"
            .formatted(folder.resolve("once"), up);

    try (ChildServer server =
        ChildServer.start(plan("sh", "-c", script), pid -> Files.exists(up))) {
      assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive)).isPresent();
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ChildServer.start(plan("/no/such/program"), pid -> true))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void whatANoteNamesIsStoppedOnlyIfItsCommandLineFits() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "1234").start();
    try {
      Path notes = Files.createDirectory(folder.resolve("children"));
      note(notes, sleeper, "4321");
      assertThat(ChildNote.stopAll(notes)).isEmpty();
      assertThat(sleeper.isAlive()).isTrue();

      note(notes, sleeper, "1234");
      assertThat(ChildNote.stopAll(notes)).containsExactly("sleeper");
      assertThat(sleeper.waitFor()).isNotZero();
      assertThat(notes).isEmptyDirectory();
    } finally {
      sleeper.destroyForcibly();
    }
  }

  private static void note(Path folder, Process process, String mark) {
    dev.belay.app.base.PrivateFiles.write(
        folder.resolve("sleeper.json"),
        dev.belay.app.base.Json.write(
            new ChildNote(
                "sleeper",
                ProcessIdentity.of(process.toHandle()),
                List.of("/sleep", mark),
                StopSignal.TERM)));
  }
}
