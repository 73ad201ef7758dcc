package dev.belay.app.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A backup that is read. */
final class Archive implements AutoCloseable {
  static final String PROMPTS = "prompts";
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private Archive(Path file, ZipFile zip, Manifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens the file and holds every byte of it against its manifest.
   *
   * @throws OperatorException if it is not a whole backup as it was written
   */
  static Archive open(Path file, Steps steps) {
    ZipFile zip = null;
    try {
      zip = new ZipFile(file.toFile());
      Archive archive = new Archive(file, zip, manifest(file, zip));
      archive.check(steps);
      return archive;
    } catch (IOException e) {
      close(zip);
      throw refused(file, e);
    } catch (RuntimeException e) {
      close(zip);
      throw e;
    }
  }

  private static OperatorException refused(Path file, IOException e) {
    String found =
        switch (e) {
          case NoSuchFileException missing -> "there is none";
          case ZipException broken -> "it is cut off or altered (" + broken.getMessage() + ")";
          case JsonProcessingException strange -> "its manifest is not one";
          case IOException other -> String.valueOf(other.getMessage());
        };
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected a whole backup in %s, but %s; use another copy. Nothing was changed."
            .formatted(file, found),
        e);
  }

  private static Manifest manifest(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw new ZipException("it has no " + Manifest.NAME);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      var tree = Json.mapper().readTree(in);
      int format = tree.path("format").asInt();
      if (format < 1 || format > Manifest.FORMAT) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected a backup of format %d or lower in %s, was %d; it was written by a newer Belay: restore it with that one. Nothing was changed."
                .formatted(Manifest.FORMAT, file, format));
      }
      return Json.mapper().treeToValue(tree, Manifest.class);
    }
  }

  private void check(Steps steps) throws IOException {
    Set<String> expected =
        entries().map(Manifest.Entry::name).collect(Collectors.toCollection(TreeSet::new));
    expected.add(Manifest.NAME);
    Set<String> found =
        zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
    if (!found.equals(expected) || zip.size() != expected.size()) {
      throw new ZipException("its files are not those of its manifest");
    }
    for (Manifest.Entry entry : entries().toList()) {
      steps.step("checking " + entry.name());
      try (InputStream in = open(entry)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private Stream<Manifest.Entry> entries() {
    return Stream.concat(
        manifest.tables().stream().map(Manifest.Table::file), manifest.prompts().stream());
  }

  Manifest manifest() {
    return manifest;
  }

  /** A file's bytes; its end is reached only if they are those that were written. */
  InputStream open(Manifest.Entry entry) throws IOException {
    ZipEntry found = zip.getEntry(entry.name());
    if (found == null) {
      throw new ZipException("it has no " + entry.name());
    }
    return new Checked(zip.getInputStream(found), entry);
  }

  /** Holds what is read against the manifest, at the end. */
  private static final class Checked extends FilterInputStream {
    private final MessageDigest sha = sha256();
    private final Manifest.Entry entry;
    private long bytes;

    Checked(InputStream in, Manifest.Entry entry) {
      super(in);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count > 0) {
        sha.update(buffer, offset, count);
        bytes += count;
      } else if (count < 0 && !(bytes == entry.bytes() && hash().equals(entry.sha256()))) {
        throw new ZipException(entry.name() + " is not what was written");
      }
      return count;
    }

    /** The end may be read more than once. */
    private String hash() {
      try {
        return HexFormat.of().formatHex(((MessageDigest) sha.clone()).digest());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("Expected a digest that can be looked at twice", e);
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  static long transfer(InputStream in, OutputStream out, MessageDigest sha) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      sha.update(buffer, 0, count);
      bytes += count;
    }
    return bytes;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  private static void close(@Nullable ZipFile zip) {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException ignored) {
      // The first failure is the one to tell.
    }
  }

  @Override
  public void close() {
    close(zip);
  }

  @Override
  public String toString() {
    return "backup " + file;
  }
}
