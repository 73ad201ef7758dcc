package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.process.Ports;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home is copied while it trades, made anew from the copy, and goes on from there. */
@Tag("integration")
class BackupTest {
  private static final int BAD_INPUT = 3;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private Cli.Answer belay(int code, String... arguments) throws Exception {
    Cli.Answer answer = Cli.run(folder, arguments);
    assertThat(answer.code())
        .as("%s: %s%s", List.of(arguments), answer.out(), answer.err())
        .isEqualTo(code);
    return answer;
  }

  private Process demo(Path home) throws IOException {
    Process process =
        Cli.builder(
                "demo", "--speed", "600", "--port", "" + Ports.free(), "--home", home.toString())
            .redirectOutput(folder.resolve("demo.txt").toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err.txt").toFile()))
            .start();
    processes.add(process);
    return process;
  }

  private JsonNode awaitOrders(Path home, Process process, long more) throws Exception {
    for (int i = 0; i < 240; i++) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("err.txt"))).isTrue();
      Cli.Answer answer = Cli.run(folder, "order", "list", "--json", "--home", home.toString());
      if (answer.code() == 0 && answer.json().path("items").size() >= more) {
        return answer.json();
      }
      Thread.sleep(500);
    }
    throw new AssertionError("Expected %d orders: ".formatted(more) + home);
  }

  @Test
  void aCopyOfABelayThatTradesGoesOnFromTheCopy() throws Exception {
    Path first = folder.resolve("first home");
    Path second = folder.resolve("second home");
    Files.createDirectories(first.resolve("prompts"));
    Files.writeString(
        first.resolve("prompts/scalping.md"), "Be quick.\n{{voice}}\n{{limits}}\n{{format}}\n");
    Process original = demo(first);
    awaitOrders(first, original, 8);

    Path file = folder.resolve("copy.zip");
    JsonNode copy =
        belay(0, "backup", file.toString(), "--json", "--home", first.toString()).json();
    assertThat(copy.path("rows").asLong()).isGreaterThan(100);
    assertThat(copy.path("prompts").asInt()).isOne();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(original.isAlive()).isTrue();
    refusesWhatCantBe(file, first, second);
    belay(0, "down", "--home", first.toString());

    JsonNode made =
        belay(0, "restore", file.toString(), "--json", "--home", second.toString()).json();
    assertThat(made.path("rows")).isEqualTo(copy.path("rows"));
    assertThat(second.resolve("prompts/scalping.md")).content().startsWith("Be quick.");
    assertThat(second.resolve("token")).doesNotExist();
    assertThat(folder.resolve("second home.restoring")).doesNotExist();
    sameBooks(second);

    Process again = demo(second);
    JsonNode orders = awaitOrders(second, again, 8);
    assertThat(orders.path("items")).isNotEmpty();
    belay(0, "down", "--home", second.toString());
    sameBooks(second);

    // At rest it is copied as well, and the copy of a copy has what it went on with.
    JsonNode later =
        belay(0, "backup", folder.toString(), "--json", "--home", second.toString()).json();
    assertThat(later.path("rows").asLong()).isGreaterThan(copy.path("rows").asLong());
    assertThat(later.path("installation")).isEqualTo(copy.path("installation"));
  }

  private void sameBooks(Path home) throws Exception {
    assertThat(belay(0, "verify", "--json", "--home", home.toString()).json().path("differences"))
        .isEmpty();
    assertThat(belay(0, "journal", "verify", "--home", home.toString()).out())
        .startsWith("intact:");
  }

  private void refusesWhatCantBe(Path file, Path used, Path free) throws Exception {
    String copy = file.toString();
    assertThat(belay(BAD_INPUT, "backup", copy, "--home", used.toString()).err())
        .contains("a file that is not there yet");
    assertThat(
            belay(BAD_INPUT, "backup", folder.resolve("x").toString(), "--home", free.toString())
                .err())
        .contains("there is no folder");
    assertThat(belay(BAD_INPUT, "restore", copy, "--home", used.toString()).err())
        .contains("is in use by process");
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("a"), "b");
    assertThat(belay(BAD_INPUT, "restore", copy, "--home", full.toString()).err())
        .contains("has files");
    assertThat(full).isDirectoryContaining(inside -> inside.endsWith("a"));

    Path bad = folder.resolve("bad.zip");
    Files.copy(file, bad);
    try (RandomAccessFile bytes = new RandomAccessFile(bad.toFile(), "rw")) {
      bytes.setLength(bytes.length() * 2 / 3);
    }
    refusesArchive(bad, free);
    Files.delete(bad);
    Files.copy(file, bad);
    try (RandomAccessFile bytes = new RandomAccessFile(bad.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      int before = bytes.read();
      bytes.seek(bytes.length() / 2);
      bytes.write(before ^ 0x10);
    }
    refusesArchive(bad, free);
    refusesArchive(folder.resolve("nothing.zip"), free);
  }

  private void refusesArchive(Path bad, Path home) throws Exception {
    assertThat(belay(BAD_INPUT, "restore", bad.toString(), "--home", home.toString()).err())
        .contains("Expected a whole backup in " + bad, "Nothing was changed.");
    assertThat(home).doesNotExist();
    assertThat(home.resolveSibling(home.getFileName() + ".restoring")).doesNotExist();
  }
}
