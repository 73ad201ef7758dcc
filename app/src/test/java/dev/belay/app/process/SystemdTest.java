package dev.belay.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a program that only notes what it is asked. */
class SystemdTest {
  private static final String UNIT = SystemdUnit.MARK + "\n[Unit]\n";

  @TempDir Path folder;

  private Systemd systemd(int code) throws IOException {
    Path program = folder.resolve("systemctl");
    Files.writeString(
        program, "#!/bin/sh\necho \"$@\" >> '%s'\necho active\nexit %d\n".formatted(asked(), code));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new Systemd(
        "belay", Map.of("PATH", folder.toString(), "XDG_CONFIG_HOME", folder.toString()));
  }

  private Path asked() {
    return folder.resolve("asked");
  }

  @Test
  void aServiceIsInstalledLookedAtAndTakenAway() throws IOException {
    Systemd systemd = systemd(0);
    systemd.install(UNIT);

    assertThat(systemd.file()).hasContent(UNIT);
    assertThat(systemd.state()).isEqualTo(new Systemd.State(true, "active", "active"));
    systemd.uninstall();

    assertThat(systemd.file()).doesNotExist();
    assertThat(asked())
        .content()
        .containsSubsequence(
            "--user daemon-reload",
            "--user enable belay.service",
            "--user restart belay.service",
            "--user is-active belay.service",
            "--user disable --now belay.service",
            "--user daemon-reload");
    assertThatThrownBy(systemd::uninstall).hasMessageContaining("there is none");
  }

  @Test
  void aUnitOfSomebodyElseIsLeftAlone() throws IOException {
    Systemd systemd = systemd(0);
    Files.createDirectories(systemd.file().getParent());
    Files.writeString(systemd.file(), "[Unit]\n");

    assertThatThrownBy(() -> systemd.install(UNIT)).hasMessageContaining("somebody else did");
    assertThatThrownBy(systemd::uninstall).hasMessageContaining("somebody else did");
    assertThat(systemd.file()).hasContent("[Unit]\n");
  }

  @Test
  void withoutSystemdNothingIsChanged() throws IOException {
    Systemd broken = systemd(1);
    assertThatThrownBy(() -> broken.install(UNIT))
        .hasMessageContaining("Expected a systemd that runs services of this user")
        .hasMessageContaining("--print");
    Systemd none =
        new Systemd("belay", Map.of("PATH", "/nowhere", "XDG_CONFIG_HOME", folder.toString()));
    assertThatThrownBy(() -> none.install(UNIT)).hasMessageContaining("no systemctl on PATH");
    assertThat(broken.file()).doesNotExist();
  }
}
