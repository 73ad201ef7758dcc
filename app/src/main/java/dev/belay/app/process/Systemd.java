package dev.belay.app.process;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service of the user's systemd. */
public final class Systemd {
  private static final int PATIENCE_SECONDS = 150;

  private final String unit;
  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param name of the service, without an ending
   */
  public Systemd(String name, Map<String, String> environment) {
    this.unit = name + ".service";
    this.environment = Map.copyOf(environment);
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    this.folder =
        (configuration.isBlank()
                ? CacheFolder.userHome(environment).resolve(".config")
                : Path.of(configuration))
            .resolve("systemd/user");
  }

  /**
   * How a service is, in systemd's words.
   *
   * @param active such as active, inactive or failed
   * @param enabled such as enabled or disabled
   */
  public record State(boolean installed, String active, String enabled) {}

  /** Where the unit is. */
  public Path file() {
    return folder.resolve(unit);
  }

  /**
   * Writes the unit, has it started now and at every login.
   *
   * @throws OperatorException if there is no systemd, or a unit of that name that is not ours
   */
  public void install(String text) {
    requireSystemd();
    requireOurs();
    PrivateFiles.folder(folder);
    PrivateFiles.write(file(), text);
    require("daemon-reload");
    require("enable", unit);
    require("restart", unit);
  }

  /**
   * Stops the service and deletes its unit.
   *
   * @throws OperatorException if there is no systemd or no such service
   */
  public void uninstall() {
    requireSystemd();
    if (!Files.exists(file())) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a service in %s, there is none; `belay service status --name NAME` looks for another."
              .formatted(file()));
    }
    requireOurs();
    require("disable", "--now", unit);
    try {
      Files.delete(file());
    } catch (IOException e) {
      throw PrivateFiles.explain("delete", file(), e);
    }
    require("daemon-reload");
  }

  public State state() {
    requireSystemd();
    return new State(
        Files.exists(file()),
        said(run(List.of("is-active", unit)), "inactive"),
        said(run(List.of("is-enabled", unit)), "not enabled"));
  }

  private static String said(Answer answer, String otherwise) {
    String word = answer.text().strip();
    return word.matches("[a-z-]+") ? word : otherwise;
  }

  private void requireSystemd() {
    String found =
        Platform.onPath("systemctl", environment).isEmpty()
            ? "there is no systemctl on PATH"
            : problem(run(List.of("show-environment")));
    if (!found.isEmpty()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a systemd that runs services of this user, but %s; `belay service install --print` prints the unit for one elsewhere. Nothing was changed."
              .formatted(found));
    }
  }

  private static String problem(Answer answer) {
    return answer.code() == 0
        ? ""
        : "`systemctl --user` says \"%s\"".formatted(answer.text().strip());
  }

  private void requireOurs() {
    if (Files.exists(file()) && !PrivateFiles.read(file()).startsWith(SystemdUnit.MARK)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a unit that Belay wrote in %s, but somebody else did; choose another --name. Nothing was changed."
              .formatted(file()));
    }
  }

  private void require(String... words) {
    Answer answer = run(List.of(words));
    if (answer.code() != 0) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected `systemctl --user %s` to succeed, but it ended with code %d: %s"
              .formatted(String.join(" ", words), answer.code(), answer.text().strip()));
    }
  }

  private record Answer(int code, String text) {}

  private Answer run(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Platform.onPath("systemctl", environment).orElseThrow().toString());
    command.add("--user");
    command.addAll(words);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        return new Answer(1, "no answer within " + PATIENCE_SECONDS + " s");
      }
      return new Answer(process.exitValue(), text);
    } catch (IOException e) {
      return new Answer(1, "" + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }
}
