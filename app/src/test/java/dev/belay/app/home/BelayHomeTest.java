package dev.belay.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BelayHomeTest {
  @TempDir Path folder;

  @Test
  void theFlagWinsOverTheVariableAndThatOverTheDefault() {
    Map<String, String> environment = Map.of("BELAY_HOME", "/from/variable");

    assertThat(BelayHome.locate(Path.of("/from/flag"), environment))
        .isEqualTo(Path.of("/from/flag"));
    assertThat(BelayHome.locate(null, environment)).isEqualTo(Path.of("/from/variable"));
    assertThat(BelayHome.locate(null, Map.of())).endsWithRaw(Path.of(".belay"));
  }

  @Test
  void aHomeInUseIsRefusedNamingTheProcess() {
    try (BelayHome home = BelayHome.open(folder)) {
      assertThatThrownBy(() -> BelayHome.open(home.directory()))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining("belay down");
    }
    BelayHome.open(folder).close();
  }

  @Test
  void aHomeOfANewerVersionIsRefused() throws IOException {
    BelayHome.open(folder).close();
    Files.writeString(folder.resolve("version"), "2\n");

    assertThatThrownBy(() -> BelayHome.open(folder))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageContaining("newer Belay");
  }

  @Test
  void aHomeThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> BelayHome.open(file.resolve("home")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining(file.resolve("home").toString());
  }

  @Test
  void secretsStayTheSameAndOnlyTheOwnerReadsThem() throws IOException {
    String token;
    String password;
    try (BelayHome home = BelayHome.open(folder)) {
      token = home.token();
      password = home.secret("postgres_password");
      assertThat(home.secret("other")).isNotEqualTo(password);
    }
    try (BelayHome home = BelayHome.open(folder)) {
      assertThat(home.token()).isEqualTo(token).hasSize(43);
      assertThat(home.secret("postgres_password")).isEqualTo(password).hasSize(43);
    }
    for (String name : new String[] {"token", "secrets.json"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(BelayHome.tokenOf(folder)).contains(token);
  }

  @Test
  void aPortIsKeptUnlessAStrangerHasIt() throws IOException {
    try (BelayHome home = BelayHome.open(folder)) {
      int port = home.port("server");
      assertThat(home.port("server")).isEqualTo(port);
      try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(home.port("server")).isNotEqualTo(stranger.getLocalPort());
      }
    }
  }

  @Test
  void commandsFindTheProcessThatRunsAndOnlyThat() throws IOException {
    assertThat(BelayHome.running(folder)).isEmpty();
    try (BelayHome home = BelayHome.open(folder)) {
      home.publish("1", "http://127.0.0.1:8082", Map.of("kind", "memory"));
      RunningBelay running = BelayHome.running(folder).orElseThrow();
      assertThat(running.process().pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(running.address()).isEqualTo("http://127.0.0.1:8082");
      assertThat(String.valueOf(running.temporal())).contains("memory");

      // The pid is right but the start time is not: the number was given to another process.
      Path note = folder.resolve("runtime.json");
      Files.writeString(
          note,
          Files.readString(note)
              .replace(
                  String.valueOf(running.process().startedAt()),
                  String.valueOf(running.process().startedAt() - 60_000)));
      assertThat(BelayHome.running(folder)).isEmpty();
    }
    assertThat(folder.resolve("runtime.json")).doesNotExist();
  }
}
