package dev.belay.app.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.process.Ports;
import dev.belay.app.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A home folder held by this process; one process holds a home at a time. */
public final class BelayHome implements AutoCloseable {
  /** The layout this code writes; a home of a higher one is refused. */
  public static final int LAYOUT = 1;

  private static final String RUNTIME = "runtime.json";
  private static final String TOKEN = "token";
  private static final String PORTS = "ports.json";
  private static final String SECRETS = "secrets.json";
  private final Path directory;
  private final HomeLock lock;
  private final Secrets secrets;

  private BelayHome(Path directory, HomeLock lock) {
    this.directory = directory;
    this.lock = lock;
    this.secrets = new Secrets(directory.resolve(SECRETS));
  }

  /** The home meant by {@code --home}, else {@code BELAY_HOME}, else {@code ~/.belay}. */
  public static Path locate(@Nullable Path flag, Map<String, String> environment) {
    if (flag != null) {
      return flag.toAbsolutePath().normalize();
    }
    String variable = environment.getOrDefault("BELAY_HOME", "");
    Path home =
        variable.isBlank()
            ? CacheFolder.userHome(environment).resolve(".belay")
            : Path.of(variable);
    return home.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder where needed and takes its lock.
   *
   * @throws OperatorException if it is in use, of a newer version, or cannot be written
   */
  public static BelayHome open(Path directory) {
    return open(
        directory,
        "stop it with `belay down --home %s`, or choose another home with --home"
            .formatted(directory));
  }

  /**
   * The same.
   *
   * @param remedy what to do where it is in use
   */
  public static BelayHome open(Path directory, String remedy) {
    PrivateFiles.folder(directory);
    HomeLock lock = HomeLock.take(directory, remedy);
    try {
      checkLayout(directory);
      return new BelayHome(directory, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void checkLayout(Path directory) {
    Path file = directory.resolve("version");
    if (!Files.exists(file)) {
      PrivateFiles.write(file, LAYOUT + "\n");
      return;
    }
    String text = PrivateFiles.read(file).strip();
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > LAYOUT) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a home of version %d or lower in %s, was \"%s\"; it was written by a newer Belay: use that one, or another home with --home."
              .formatted(LAYOUT, directory, text));
    }
  }

  public Path directory() {
    return directory;
  }

  /** A folder inside the home, made if need be, readable by its owner only. */
  public Path folder(String name) {
    return PrivateFiles.folder(directory.resolve(name));
  }

  /** The token that commands and the page need; made at first start. */
  public String token() {
    Path file = directory.resolve(TOKEN);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, Secrets.random() + "\n");
    }
    return PrivateFiles.read(file).strip();
  }

  /** The token that somebody else chose; kept, so that commands in this home find it. */
  public String token(String chosen) {
    PrivateFiles.write(directory.resolve(TOKEN), chosen + "\n");
    return chosen;
  }

  /** A random secret of the given name, made when first asked for. */
  public String secret(String name) {
    return secrets.get(name);
  }

  /**
   * A free loopback port for a server, the same one at every start as long as nobody else takes it.
   * Call it when a left-over of that server has been stopped.
   */
  public synchronized int port(String server) {
    Path file = directory.resolve(PORTS);
    Map<String, Integer> ports = Json.readMap(file, Integer.class);
    Integer known = ports.get(server);
    if (known != null && Ports.isFree(known)) {
      return known;
    }
    int port = Ports.free();
    ports.put(server, port);
    PrivateFiles.write(file, Json.write(ports));
    return port;
  }

  /** The port that a server of a home had last; it may be another process's home. */
  public static Optional<Integer> knownPort(Path directory, String server) {
    return Optional.ofNullable(Json.readMap(directory.resolve(PORTS), Integer.class).get(server));
  }

  /** A secret of a home, if it was made before; it may be another process's home. */
  public static Optional<String> knownSecret(Path directory, String name) {
    return Optional.ofNullable(Json.readMap(directory.resolve(SECRETS), String.class).get(name));
  }

  /** Where the identity of a server of this home is noted. */
  public Path childFile(String server) {
    return folder("children").resolve(server + ".json");
  }

  /**
   * Leaves the note by which commands find this process; may be called again with more.
   *
   * @param address of the API and the page, such as http://127.0.0.1:8082
   * @param temporal the description of the Temporal server; null while it starts
   */
  public void publish(String version, String address, @Nullable Object temporal) {
    JsonNode described = temporal == null ? null : Json.mapper().valueToTree(temporal);
    var note = new RunningBelay(ProcessIdentity.current(), version, address, described);
    PrivateFiles.write(directory.resolve(RUNTIME), Json.write(note));
  }

  /** The Belay that runs in the home, if one does. */
  public static Optional<RunningBelay> running(Path directory) {
    Path file = directory.resolve(RUNTIME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(Json.readFile(file, RunningBelay.class)).filter(RunningBelay::alive);
  }

  /** The token of a home that has one. */
  public static Optional<String> tokenOf(Path directory) {
    Path file = directory.resolve(TOKEN);
    return Files.exists(file) ? Optional.of(PrivateFiles.read(file).strip()) : Optional.empty();
  }

  @Override
  public String toString() {
    return "home " + directory;
  }

  /** Takes the note away and gives the lock back. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(directory.resolve(RUNTIME));
    } catch (IOException e) {
      throw PrivateFiles.explain("delete", directory.resolve(RUNTIME), e);
    } finally {
      lock.close();
    }
  }
}
