package dev.belay.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdUnitTest {
  @TempDir Path folder;

  private static SystemdUnit unit(Path root) {
    return new SystemdUnit(
        root.resolve("belay"),
        root.resolve("a home"),
        root,
        Path.of("/opt/a jdk"),
        "/usr/bin:/opt/100% more",
        List.of(
            "up", "--home", root.resolve("a home").toString(), "--config", "a \"b\" $C\\d.yaml"));
  }

  @Test
  void wordsAreQuotedAndSpecifiersAreNot() {
    assertThat(unit(Path.of("/srv/my belay")).text().lines())
        .startsWith(SystemdUnit.MARK)
        .contains(
            "WorkingDirectory=/srv/my belay",
            "Environment=\"JAVA_HOME=/opt/a jdk\" \"PATH=/usr/bin:/opt/100%% more\"",
            "ExecStart=:\"/srv/my belay/belay\" \"up\" \"--home\" \"/srv/my belay/a home\""
                + " \"--config\" \"a \\\"b\\\" $C\\\\d.yaml\"",
            "Restart=on-failure",
            "KillMode=mixed");
  }

  @Test
  void aLineBreakInAPathIsRefused() {
    assertThatThrownBy(() -> unit(Path.of("/srv/a\nExecStart=b")).text())
        .hasMessageContaining("without control characters");
  }

  @Test
  void systemdItselfAcceptsIt() throws Exception {
    Path analyze = Path.of("/usr/bin/systemd-analyze");
    assumeThat(analyze).as("left out: systemd-analyze is not here").isExecutable();
    Path root = Files.createDirectories(folder.resolve("my belay"));
    Path launcher = Files.writeString(root.resolve("belay"), "#!/bin/sh\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path file = Files.writeString(folder.resolve("belay-test.service"), unit(root).text());

    Process process =
        new ProcessBuilder(analyze.toString(), "--user", "--man=no", "verify", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // It names other units of the system, too; about ours it is silent.
    assertThat(said.lines().filter(line -> line.contains("belay-test"))).as(said).isEmpty();
  }
}
