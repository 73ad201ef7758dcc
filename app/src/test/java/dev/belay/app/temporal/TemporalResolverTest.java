package dev.belay.app.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalResolverTest {
  private static final String PROGRAM =
      "#!/bin/sh\necho 'temporal version 1.2.3 (Server 4.5.6, UI 7.8.9)'\n";

  /** Nothing listens there. */
  private static final String NO_SITE = "http://127.0.0.1:9";

  private final Map<String, String> environment = new LinkedHashMap<>();
  @TempDir Path folder;

  private TemporalResolver resolver() {
    environment.putIfAbsent("BELAY_TEMPORAL_DOWNLOAD", NO_SITE);
    var silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new TemporalResolver(new CacheFolder(folder.resolve("cache")), environment, silent);
  }

  private static Path program(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void anAddressWins() throws IOException {
    environment.put("TEMPORAL_ADDRESS", "cluster:7233");
    environment.put("BELAY_TEMPORAL_CLI", program(folder.resolve("t"), PROGRAM).toString());

    assertThat(resolver().resolve(TemporalMode.AUTO))
        .isEqualTo(new TemporalChoice.Cluster("TEMPORAL_ADDRESS is set"));
  }

  @Test
  void theConfiguredProgramWinsOverTheCacheAndThatOverThePath() throws IOException {
    Path onPath = program(folder.resolve("bin/temporal"), PROGRAM);
    environment.put("PATH", folder.resolve("bin").toString());
    assertThat(resolver().resolve(TemporalMode.AUTO))
        .isEqualTo(
            new TemporalChoice.Executable(
                onPath, "1.2.3 (Server 4.5.6, UI 7.8.9)", "found on PATH"));

    Path cached = program(folder.resolve("cache/temporal-v1.5.1/temporal"), PROGRAM);
    assertThat(((TemporalChoice.Executable) resolver().resolve(TemporalMode.AUTO)).path())
        .isEqualTo(cached);

    Path configured = program(folder.resolve("own"), PROGRAM);
    environment.put("BELAY_TEMPORAL_CLI", configured.toString());
    assertThat(((TemporalChoice.Executable) resolver().resolve(TemporalMode.EXECUTABLE)).path())
        .isEqualTo(configured);
  }

  @Test
  void aConfiguredProgramThatIsSomethingElseIsAnError() throws IOException {
    environment.put(
        "BELAY_TEMPORAL_CLI",
        program(folder.resolve("other"), "#!/bin/sh\necho hello\n").toString());

    assertThatThrownBy(() -> resolver().resolve(TemporalMode.AUTO))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageContaining("BELAY_TEMPORAL_CLI")
        .hasMessageContaining("other");
  }

  @Test
  void withoutAnythingExecutableModeSaysWhereItLooked() {
    assertThatThrownBy(() -> resolver().resolve(TemporalMode.EXECUTABLE))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("BELAY_TEMPORAL_CLI")
        .hasMessageContaining("temporal-v1.5.1")
        .hasMessageContaining("--temporal obtain");
  }

  @Test
  void memoryIsTakenWhenAskedFor() {
    assertThat(resolver().resolve(TemporalMode.MEMORY))
        .isEqualTo(new TemporalChoice.Memory("asked for with --temporal memory"));
  }

  @Test
  void buildsWithGoWhenTheDownloadFails() throws IOException {
    program(
        folder.resolve("bin/go"),
        "#!/bin/sh\nprintf '%s' \"$*\" > "
            + folder.resolve("asked")
            + "\nprintf '#!/bin/sh\\necho temporal version 9\\n' > $GOBIN/temporal\n"
            + "chmod +x $GOBIN/temporal\n");
    environment.put("PATH", folder.resolve("bin") + ":/bin:/usr/bin");

    var choice = (TemporalChoice.Executable) resolver().resolve(TemporalMode.OBTAIN);

    assertThat(choice.version()).isEqualTo("9");
    assertThat(choice.reason()).contains("built with Go").contains("the download failed");
    assertThat(folder.resolve("asked"))
        .hasContent(
            "install -trimpath -ldflags -s -w github.com/temporalio/cli/cmd/temporal@v1.5.1");
    assertThat(resolver().here()).isPresent();
  }

  @Test
  void fallsBackToMemoryWithTheReason() throws IOException {
    program(folder.resolve("bin/go"), "#!/bin/sh\nexit 1\n");
    environment.put("PATH", folder.resolve("bin") + ":/bin");

    TemporalChoice choice = resolver().resolve(TemporalMode.AUTO);

    assertThat(choice).isInstanceOf(TemporalChoice.Memory.class);
    assertThat(choice.reason()).contains("the download failed").contains("build with Go failed");
    assertThatThrownBy(() -> resolver().resolve(TemporalMode.OBTAIN))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("--temporal memory");
  }

  @Test
  void fetchesTheOfficialArchive() throws IOException {
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String address = "http://127.0.0.1:" + site.getAddress().getPort();
    site.createContext(
        "/cli/v1.5.1",
        exchange ->
            answer(
                exchange,
                "{\"archiveUrl\":\"%s/a.tar.gz\",\"fileToExtract\":\"temporal\"}"
                    .formatted(address)
                    .getBytes(StandardCharsets.UTF_8)));
    site.createContext("/a.tar.gz", exchange -> answer(exchange, archive()));
    site.start();
    try {
      environment.put("BELAY_TEMPORAL_DOWNLOAD", address);

      var choice = (TemporalChoice.Executable) resolver().resolve(TemporalMode.OBTAIN);

      assertThat(choice.reason()).isEqualTo("fetched into Belay's cache");
      assertThat(choice.version()).startsWith("1.2.3");
    } finally {
      site.stop(0);
    }
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, byte[] body)
      throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      byte[] program = PROGRAM.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry("temporal");
      entry.setSize(program.length);
      tar.putArchiveEntry(entry);
      tar.write(program);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void theLaunchLineListensOnLoopbackAndHasTheTuningFlags() {
    var settings =
        new TemporalSettings(
            "belay-x", TemporalSettings.DEMO_RETENTION, true, List.of("a.b=1"), Map.of());

    assertThat(LocalTemporal.command(Path.of("/t"), Path.of("/f.db"), 1, 2, settings))
        .containsSequence("server", "start-dev", "--ip", "127.0.0.1", "--port", "1")
        .containsSequence("--db-filename", "/f.db", "--namespace", "belay-x")
        .contains("synchronous=FULL", "journal_mode=WAL")
        .contains("history.timerProcessorMaxTimeShift=\"20ms\"")
        .containsSequence("--dynamic-config-value", "a.b=1")
        .contains("System=Keyword", "AsOf=Datetime", "Outcome=Keyword");
  }
}
