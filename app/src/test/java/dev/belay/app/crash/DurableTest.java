package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.app.process.CtrlC;
import dev.belay.app.process.Shipped;
import dev.belay.app.temporal.ServerForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A durable walk-forward run as whole processes, which are killed at seeded moments. */
@Tag("crash")
@Timeout(180)
class DurableTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int FOLDS = 16;
  private static final int COMBINATIONS = 300;
  private static final int CHUNKS = 80;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  private static String expected = "";

  @TempDir Path folder;
  private Path home = Path.of("");
  private @Nullable Process command;

  /** The fingerprint of the run in one process. */
  @BeforeAll
  static void compute() throws IOException, InterruptedException {
    ServerForTests.choice();
    Path file = Files.createDirectories(shared.resolve("data")).resolve("AAAUSDT.csv");
    StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    Random random = new Random(7);
    double price = 100;
    for (int i = 0; i < 40_000; i++) {
      double next = Math.max(1, price * (1 + 0.01 * random.nextGaussian()));
      text.append(
          "%d,%.4f,%.4f,%.4f,%.4f,10%n"
              .formatted(
                  1_514_764_800_000L + i * 3_600_000L,
                  price,
                  Math.max(price, next) * 1.001,
                  Math.min(price, next) * 0.999,
                  next));
      price = next;
    }
    Files.writeString(file, text);
    Process whole = start(shared.resolve("whole"), words(List.of()));
    assertThat(whole.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    expected = answer(shared.resolve("whole")).path("fingerprint").asText();
    assertThat(expected).hasSize(64);
  }

  @BeforeEach
  void name() {
    home = folder.resolve("home");
  }

  private static List<String> words(List<String> more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "walk-forward",
                "--json",
                "--strategy",
                "ema-cross",
                "--data",
                shared.resolve("data").toString(),
                "--symbols",
                "all",
                "--timeframe",
                "1h",
                "--grid",
                "fast=2..16",
                "--grid",
                "slow=40..78..2",
                "--train",
                "730d",
                "--test",
                "60d"));
    words.addAll(more);
    return words;
  }

  private static Process start(Path place, List<String> words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Shipped.belay(List.of("-Xmx512m"), words))
            .redirectOutput(place.resolveSibling(place.getFileName() + ".out").toFile())
            .redirectError(
                ProcessBuilder.Redirect.appendTo(
                    place.resolveSibling(place.getFileName() + ".log").toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_FAILPOINTS"));
    return builder.start();
  }

  private static JsonNode answer(Path place) throws IOException {
    return JSON.readTree(place.resolveSibling(place.getFileName() + ".out").toFile());
  }

  private Process durable(int workers, String... more) throws IOException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--home",
                home.toString(),
                "--durable",
                "--workers",
                "" + workers,
                "--chunk",
                "" + FOLDS * COMBINATIONS / CHUNKS));
    flags.addAll(List.of(more));
    Process started = start(home, words(flags));
    command = started;
    return started;
  }

  private JsonNode done(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    assertThat(process.exitValue()).as(said()).isZero();
    return answer(home);
  }

  private int code(Process process) throws InterruptedException, IOException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
  }

  private String said() throws IOException {
    Path log = home.resolveSibling("home.log");
    return Files.exists(log) ? Files.readString(log) : "(nothing)";
  }

  /** Chunks whose results are noted. */
  private long computed() throws IOException {
    Path results = home.resolve("research/results");
    if (!Files.isDirectory(results)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(results)) {
      long lines = 0;
      for (Path file : files.filter(each -> each.toString().endsWith(".chunks")).toList()) {
        lines += Files.readAllLines(file).size();
      }
      return lines;
    }
  }

  private void awaitComputed(long chunks) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (computed() < chunks) {
      assertThat(command != null && command.isAlive()).as(said()).isTrue();
      assertThat(System.nanoTime()).as(said()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** {@code kill -9} of what the command has started. */
  private void kill(String child) throws IOException {
    Path note = home.resolve("research/.durable/children/" + child + ".json");
    long pid = JSON.readTree(note.toFile()).at("/process/pid").asLong();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly)).as(child).contains(true);
  }

  @AfterEach
  void leaveNothing() throws IOException, InterruptedException {
    Process process = command;
    if (process != null && process.isAlive()) {
      process.destroyForcibly().waitFor();
    }
    Path notes = home.resolve("research/.durable/children");
    if (Files.isDirectory(notes)) {
      try (Stream<Path> files = Files.list(notes)) {
        for (Path note : files.filter(each -> each.toString().endsWith(".json")).toList()) {
          long pid = JSON.readTree(note.toFile()).at("/process/pid").asLong();
          ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }
  }

  private void survives(long seed, int workers) throws IOException, InterruptedException {
    Random random = new Random(seed);
    int first = 1 + random.nextInt(CHUNKS / 3);
    int second = first + 1 + random.nextInt(CHUNKS / 3);
    Process process = durable(workers);

    awaitComputed(first);
    kill("compute-" + (1 + random.nextInt(workers)));
    awaitComputed(second);
    kill("temporal");

    JsonNode answer = done(process);
    assertThat(answer.path("fingerprint").asText()).isEqualTo(expected);
    assertThat(answer.at("/durable/worker_restarts").asInt()).as(said()).isPositive();
    assertThat(answer.at("/durable/chunks").asInt()).isEqualTo(CHUNKS);
  }

  @Test
  void killedWorkersAndServersChangeNothing() throws IOException, InterruptedException {
    survives(1, 2);
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource({"1,1", "2,1", "3,1", "2,2", "3,2", "1,4", "2,4", "3,4"})
  void killedWorkersAndServersChangeNothingAtAnyMoment(long seed, int workers)
      throws IOException, InterruptedException {
    survives(seed, workers);
  }

  @Test
  void whatWasKilledGoesOnByTheSameCommand() throws IOException, InterruptedException {
    Process first = durable(2);
    awaitComputed(20);
    first.destroyForcibly().waitFor();
    long before = computed();

    JsonNode answer = done(durable(1));

    assertThat(answer.path("fingerprint").asText()).isEqualTo(expected);
    // At most what was under way at the kill is done twice.
    assertThat(computed()).isBetween((long) CHUNKS, CHUNKS + 4L);
    assertThat(before).isLessThan(CHUNKS);
    assertThat(answer.at("/durable/computed_before").asBoolean()).isFalse();
    JsonNode again = done(durable(2));
    assertThat(again.path("fingerprint").asText()).isEqualTo(expected);
    assertThat(again.at("/durable/computed_before").asBoolean()).isTrue();
  }

  @Test
  void itIsStoppedAndGivenUpAndTakenUpAgain() throws IOException, InterruptedException {
    Process first = durable(2);
    awaitComputed(10);
    CtrlC.send(first);
    assertThat(code(first)).as(said()).isEqualTo(130);
    assertThat(said()).contains("the same command goes on where it was");

    assertThat(code(durable(2, "--cancel"))).as(said()).isZero();
    assertThat(code(durable(2, "--cancel"))).as(said()).isEqualTo(4);

    JsonNode answer = done(durable(2));
    assertThat(answer.path("fingerprint").asText()).isEqualTo(expected);
    assertThat(computed()).isBetween((long) CHUNKS, CHUNKS + 4L);
  }

  @Test
  @Tag("long")
  void aSecondCommandWaitsForTheFirstAndTakesOver() throws IOException, InterruptedException {
    Process first = durable(2);
    awaitComputed(5);
    Process second = durable(2);
    while (!said().contains("waiting for that")) {
      assertThat(second.isAlive()).as(said()).isTrue();
      Thread.sleep(50);
    }
    first.destroyForcibly().waitFor();

    assertThat(done(second).path("fingerprint").asText()).isEqualTo(expected);
    assertThat(said()).contains("that process has ended");
  }
}
