package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.run.Belay;
import dev.belay.engine.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          Map.of());

  private int belay(String... args) {
    out.reset();
    err.reset();
    return Main.run(args, console, Belay::new);
  }

  @Test
  void theSameSeedsGiveTheSameAnswerOnAnyThread() throws IOException {
    assertThat(belay("simulate-orders", "--seeds", "300", "--from", "5", "--json")).isZero();
    String first = out.toString(StandardCharsets.UTF_8);

    assertThat(belay("simulate-orders", "--seeds", "300", "--from", "5", "--json")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(first);
    JsonNode answer = Json.mapper().readTree(first);
    assertThat(answer.path("seeds").asLong()).isEqualTo(300);
    assertThat(answer.path("passed").asLong()).isEqualTo(300);
    assertThat(answer.path("failed").isArray()).isTrue();
    assertThat(answer.path("failed")).isEmpty();
    assertThat(answer.path("steps").asLong()).isGreaterThan(30_000);
    assertThat(answer.path("faults").path("CRASH").asLong()).isPositive();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aPersonIsToldToo() {
    assertThat(belay("simulate-orders", "--seeds", "20")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("passed: 20 of 20 worlds hold every invariant");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, Expected --seeds from 1 to 100000000",
    "-3, 1, Expected --seeds from 1",
    "100000001, 1, was 100000001",
    "2, 9223372036854775807, take a smaller one"
  })
  void badInputIsRefused(String seeds, String from, String said) {
    assertThat(belay("simulate-orders", "--seeds", seeds, "--from", from)).isEqualTo(3);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
  }

  @Test
  void whatIsNoNumberIsWrongUsage() {
    assertThat(belay("simulate-orders", "--seeds", "many")).isEqualTo(2);
  }

  @Test
  void aFailingSeedIsToldAndEndsWithFive() throws IOException {
    CommandLine line =
        new CommandLine(
            new SimulateCommand(
                console,
                seed ->
                    new Simulation.Outcome(
                        seed, 7, new TreeMap<>(Map.of("CRASH", 1)), seed == 4 ? "NAKED" : null),
                seed ->
                    new Simulation.Failure(
                        seed, "NAKED", "no stop", List.of("CRASH at 1.000 s"), List.of("a line"))));

    assertThat(line.execute("--seeds", "10", "--json")).isEqualTo(5);

    JsonNode answer = Json.mapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(answer.path("passed").asLong()).isEqualTo(9);
    assertThat(answer.path("steps").asLong()).isEqualTo(70);
    assertThat(answer.path("faults").path("CRASH").asLong()).isEqualTo(10);
    assertThat(answer.path("failed").path(0).path("seed").asLong()).isEqualTo(4);
    assertThat(answer.path("failed").path(0).path("violation").asText()).isEqualTo("NAKED");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("seed 4 violates NAKED: no stop", "CRASH at 1.000 s", "  a line", "--from 4");
  }

  @Test
  void anInterruptEndsItSoon() {
    SimulateCommand command = new SimulateCommand(console);
    command.seeds = 100_000_000;

    Thread.currentThread().interrupt();

    assertThatThrownBy(command::call)
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }
}
