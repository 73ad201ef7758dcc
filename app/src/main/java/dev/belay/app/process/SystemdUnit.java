package dev.belay.app.process;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The unit of a service that runs Belay.
 *
 * @param launcher the project's {@code belay}
 * @param folder where relative paths of the arguments begin
 * @param path where programs are looked for
 * @param arguments of the launcher
 */
public record SystemdUnit(
    Path launcher, Path home, Path folder, Path javaHome, String path, List<String> arguments) {
  /** Where keys of models are read from; it need not be there. */
  public static final String KEYS = "~/.config/belay/environment";

  /** By which a unit of ours is known. */
  static final String MARK = "# Written by `belay service install`; it is replaced as a whole.";

  public SystemdUnit {
    arguments = List.copyOf(arguments);
  }

  /**
   * The unit's text.
   *
   * <p>Only Belay itself is asked to stop: it stops its servers in order, and they would not wait
   * for it. A wrong flag or configuration is not tried again.
   *
   * @throws OperatorException if a path or an argument can't stand in a unit
   */
  public String text() {
    return """
        %s
        [Unit]
        Description=Belay in %s
        StartLimitIntervalSec=600
        StartLimitBurst=5

        [Service]
        Type=exec
        WorkingDirectory=%s
        Environment=%s %s
        EnvironmentFile=-%%h/.config/belay/environment
        ExecStart=:%s %s
        Restart=on-failure
        RestartSec=10
        RestartPreventExitStatus=2 3
        SuccessExitStatus=130
        KillMode=mixed
        KillSignal=SIGTERM
        TimeoutStopSec=120

        [Install]
        WantedBy=default.target
        """
        .formatted(
            MARK,
            plain(home.toString()),
            plain(folder.toString()),
            quoted("JAVA_HOME=" + javaHome),
            quoted("PATH=" + path),
            quoted(launcher.toString()),
            arguments.stream().map(SystemdUnit::quoted).collect(Collectors.joining(" ")));
  }

  /** As a value that reaches to the end of its line. */
  private static String plain(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected paths and flags without control characters, was \"%s\"; choose another."
              .formatted(text.replaceAll("\\p{Cntrl}", "?")));
    }
    return text.replace("%", "%%");
  }

  /** As one word of several. */
  private static String quoted(String word) {
    return '"' + plain(word).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
