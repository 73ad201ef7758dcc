package dev.belay.app.backup;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.ChildNote;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Copies of homes. */
public final class Copies {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, String> environment;
  private final PrintStream progress;
  private final BooleanSupplier cancelled;

  /**
   * @param progress told how far it is
   * @param cancelled whether it is to end; nothing is kept then
   */
  public Copies(Map<String, String> environment, PrintStream progress, BooleanSupplier cancelled) {
    this.environment = Map.copyOf(environment);
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /**
   * A copy, or what was made of one.
   *
   * @param place the file, or the home
   * @param bytes of the file
   * @param takenAt wall time of the snapshot
   */
  public record Copy(
      String place,
      long bytes,
      String installation,
      String takenAt,
      String belay,
      int tables,
      long rows,
      int prompts) {}

  /**
   * Copies a home, whether a Belay runs in it or not.
   *
   * @param target a file that is not there yet, or a folder
   * @throws OperatorException if there is nothing to copy, or it can't be written
   */
  public Copy backup(Path home, Path target, String version) {
    Path file =
        Files.isDirectory(target)
            ? target.resolve("belay-" + STAMP.format(Instant.now()) + ".zip")
            : target;
    if (Files.exists(file)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a file that is not there yet, but %s is; name another, or a folder."
              .formatted(file));
    }
    Steps steps = new Steps(progress, "backup", cancelled);
    Optional<PostgresServer> running = PostgresServer.ofRunning(home, environment);
    if (running.isPresent()) {
      return backup(running.get(), home, file, version, steps);
    }
    requireBooks(home);
    try (BelayHome held = BelayHome.open(home)) {
      ChildNote.stopAll(held.folder("children"));
      steps.say("starting the home's database");
      try (PostgresServer postgres =
          PostgresServer.start(held, CacheFolder.locate(environment), environment)) {
        return backup(postgres, home, file, version, steps);
      }
    }
  }

  private void requireBooks(Path home) {
    boolean external = !environment.getOrDefault("BELAY_DATABASE_URL", "").isBlank();
    if (!Files.isDirectory(home) || !external && !Files.exists(home.resolve("postgres/data"))) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a home in which Belay has traded, but %s %s; name the one that is meant with --home."
              .formatted(
                  Files.isDirectory(home) ? "there are no books in" : "there is no folder", home));
    }
  }

  private static Copy backup(
      PostgresServer postgres, Path home, Path file, String version, Steps steps) {
    try {
      Manifest manifest = new Backup(postgres, home, version, steps).write(file);
      return copy(manifest, file, Files.size(file));
    } catch (IOException e) {
      throw PrivateFiles.explain("write", file, e);
    } catch (SQLException e) {
      throw failed("read the books", e);
    }
  }

  /**
   * Makes a new home from a copy.
   *
   * @throws OperatorException if the file is not whole, or there is something at the place already;
   *     nothing is changed then
   */
  public Copy restore(Path file, Path home) {
    Steps steps = new Steps(progress, "restore", cancelled);
    try (Archive archive = Archive.open(file, steps)) {
      new Restore(CacheFolder.locate(environment), environment, steps).run(archive, home);
      return copy(archive.manifest(), home, Files.size(file));
    } catch (IOException e) {
      throw PrivateFiles.explain("make the home", home, e);
    } catch (SQLException e) {
      throw failed("write the books", e);
    }
  }

  private static Copy copy(Manifest manifest, Path place, long bytes) {
    return new Copy(
        place.toString(),
        bytes,
        manifest.installation(),
        manifest.takenAt(),
        manifest.belay(),
        manifest.tables().size(),
        manifest.rows(),
        manifest.prompts().size());
  }

  private static OperatorException failed(String deed, SQLException e) {
    return new OperatorException(
        ExitCode.FAILED,
        "Expected to %s, but the database answered \"%s\"; nothing was kept. Its log is in the home's logs folder."
            .formatted(deed, e.getMessage()),
        e);
  }
}
