package dev.belay.app.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The machine this runs on, in the words of download sites.
 *
 * @param system linux or darwin, or whatever else it calls itself
 * @param architecture amd64 or arm64, or whatever else it calls itself
 */
public record Platform(String system, String architecture) {

  public static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Platform of(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system = name.contains("mac") || name.contains("darwin") ? "darwin" : name;
    String architecture =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> osArch.toLowerCase(Locale.ROOT);
        };
    return new Platform(system, architecture);
  }

  public boolean linux() {
    return system.equals("linux");
  }

  /** Whether this process runs as the superuser, whom Postgres refuses. */
  public static boolean superuser() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The first executable file of that name in the folders of the variable PATH. */
  public static Optional<Path> onPath(String name, Map<String, String> environment) {
    List<String> folders = new ArrayList<>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isBlank()) {
        folders.add(folder);
      }
    }
    return folders.stream()
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Puts a command into a session of its own where the system has {@code setsid}, so that Ctrl-C
   * reaches this process only and children are stopped in order.
   */
  public List<String> ownSession(List<String> command, Map<String, String> environment) {
    if (!linux() || onPath("setsid", environment).isEmpty()) {
      return command;
    }
    List<String> session = new ArrayList<>(List.of("setsid"));
    session.addAll(command);
    return session;
  }

  @Override
  public String toString() {
    return system + "-" + architecture;
  }
}
