package dev.belay.app.postgres;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.Platform;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs for this platform, unpacked once from the class path into the cache. */
public final class PostgresBinaries {
  /** The version of the binaries on the class path. */
  public static final String VERSION = "17.11";

  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  /** The class-path name of the platform's archive, if there is one. */
  public static Optional<String> resource(Platform platform) {
    String architecture = platform.architecture().equals("amd64") ? "x86_64" : "arm_64";
    String name = "/postgres-%s-%s.txz".formatted(platform.system(), architecture);
    return Optional.ofNullable(PostgresBinaries.class.getResource(name)).map(url -> name);
  }

  /** The folder with {@code bin}, {@code lib} and {@code share}. */
  static Path unpack(CacheFolder cache, Platform platform) {
    String name =
        resource(platform)
            .orElseThrow(
                () ->
                    new OperatorException(
                        ExitCode.BAD_INPUT,
                        "Expected linux-amd64, linux-arm64 or darwin-arm64 for the embedded Postgres, was %s; name a Postgres of your own with BELAY_DATABASE_URL."
                            .formatted(platform)));
    return cache.entry(
        "postgres-%s-%s".formatted(VERSION, platform),
        fresh -> {
          try (InputStream packed = PostgresBinaries.class.getResourceAsStream(name)) {
            if (packed == null) {
              throw new IOException("the archive " + name + " is not on the class path");
            }
            untar(packed, fresh);
          }
        });
  }

  private static void untar(InputStream packed, Path root) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
          throw new IOException("the archive has an entry outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        if (target.getParent() != null) {
          Files.createDirectories(target.getParent());
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
          Files.copy(tar, target);
          boolean executable = (entry.getMode() & OWNER_EXECUTES) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }
}
