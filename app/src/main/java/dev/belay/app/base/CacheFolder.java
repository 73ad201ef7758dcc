package dev.belay.app.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;

/**
 * What all homes of a user share: unpacked and fetched server binaries. Everything in it can be
 * made again, so it may be deleted while no Belay runs.
 */
public record CacheFolder(Path directory) {

  /** {@code BELAY_CACHE}, else {@code XDG_CACHE_HOME/belay}, else {@code ~/.cache/belay}. */
  public static CacheFolder locate(Map<String, String> environment) {
    String own = environment.getOrDefault("BELAY_CACHE", "");
    if (!own.isBlank()) {
      return new CacheFolder(Path.of(own).toAbsolutePath().normalize());
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path root = xdg.isBlank() ? userHome(environment).resolve(".cache") : Path.of(xdg);
    return new CacheFolder(root.resolve("belay").toAbsolutePath().normalize());
  }

  /** The user's home folder: {@code HOME} as shells have it, else what the system knows. */
  public static Path userHome(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
  }

  /** Fills a fresh folder. */
  public interface Filling {
    void fill(Path fresh) throws IOException;
  }

  /**
   * The named entry, filled first if it is not there. It appears as a whole or not at all, and two
   * processes do not fill it at the same time.
   */
  public Path entry(String name, Filling filling) {
    Path entry = directory.resolve(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    PrivateFiles.folder(directory);
    Path fresh = directory.resolve(name + ".new");
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(name + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(entry)) {
        deleteTree(fresh);
        Files.createDirectories(fresh);
        filling.fill(fresh);
        Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
      }
      return entry;
    } catch (IOException e) {
      throw PrivateFiles.explain("fill", entry, e);
    }
  }

  /** Deletes a folder with all it holds; nothing happens if it is not there. */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
