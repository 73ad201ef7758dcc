package dev.belay.app.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders only their owner may read; every failure names the path and what to do. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Makes the folder, and those above it, readable by its owner only. */
  public static Path folder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return folder;
    } catch (IOException e) {
      throw explain("create the folder", folder, e);
    }
  }

  /** Replaces the file as a whole: whoever reads sees the old text or the new one. */
  public static void write(Path file, String text) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        var bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw explain("write", file, e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw explain("read", file, e);
    }
  }

  /** The error an operator can act on. */
  public static OperatorException explain(String deed, Path path, IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    String found =
        reason != null
            ? reason
            : e instanceof AccessDeniedException ? "access denied" : e.getClass().getSimpleName();
    String remedy =
        found.contains("No space left") || found.contains("quota")
            ? "the disk is full: free some space"
            : found.contains("Read-only")
                ? "the file system is read-only: choose another home with --home or BELAY_HOME"
                : e instanceof AccessDeniedException
                    ? "this user may not: change the owner or the rights, or choose another home"
                        + " with --home or BELAY_HOME"
                    : "choose another place with --home or BELAY_HOME, or put it right there";
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected to %s %s, but got \"%s\"; %s.".formatted(deed, path, found, remedy),
        e);
  }
}
