package dev.belay.app.process;

import dev.belay.app.temporal.ServerForTests;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * How tests start the command line. Half of a short life is spent on loading classes, so whichever
 * process of tests is first has an archive of them made by a Belay that trades for a while; starts
 * use it as soon as it is there.
 */
public final class Shipped {
  private static final String TRAINING = "20s";
  private static final String MAIN = "dev.belay.app.cli.Main";
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "")).resolve("target/classes-archive").toAbsolutePath();
  private static final Archive ARCHIVE = Archive.begun();

  private Shipped() {}

  /** The words of a command that runs with the compiler that suits a short life. */
  public static List<String> belay(List<String> arguments) {
    return belay(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"), arguments);
  }

  /** As above, with other options of the virtual machine. */
  public static List<String> belay(List<String> options, List<String> arguments) {
    ServerForTests.choice();
    List<String> words =
        Files.exists(ARCHIVE.file())
            ? java(ARCHIVE.path(), "-XX:SharedArchiveFile=" + ARCHIVE.file())
            : java(System.getProperty("java.class.path"));
    words.addAll(options);
    words.add(MAIN);
    words.addAll(arguments);
    return words;
  }

  private static List<String> java(String path, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:disable",
                "-Xlog:all=warning,cds=off,aot=off:stderr",
                "-XX:+UseSerialGC",
                "-cp",
                path));
    words.addAll(List.of(options));
    return words;
  }

  /**
   * @param path the class path it is for: of jars alone, as an archive takes no folders
   */
  private record Archive(Path file, String path) {

    /** Of the classes as they are now. */
    static Archive begun() {
      try {
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
          if (Files.exists(Path.of(entry)) && !entry.endsWith("test-classes")) {
            entries.add(Path.of(entry));
          }
        }
        long newest = 0;
        for (Path entry : entries) {
          newest = Math.max(newest, newest(entry));
        }
        Path folder = Files.createDirectories(FOLDER.resolve("" + newest));
        List<String> path = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
          Path entry = entries.get(i);
          path.add(
              (Files.isDirectory(entry) ? folder.resolve(i + ".jar") : entry)
                  .toAbsolutePath()
                  .toString());
        }
        Archive archive =
            new Archive(folder.resolve("classes.jsa"), String.join(File.pathSeparator, path));
        // Held until this process ends: another one that runs tests leaves it to this one.
        FileChannel lock =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!Files.exists(archive.file()) && lock.tryLock() != null) {
          for (int i = 0; i < entries.size(); i++) {
            if (Files.isDirectory(entries.get(i))) {
              pack(entries.get(i), folder.resolve(i + ".jar"));
            }
          }
          archive.train(folder);
        }
        return archive;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static long newest(Path entry) throws IOException {
      try (Stream<Path> files = Files.walk(entry)) {
        return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
      }
    }

    private static void pack(Path classes, Path jar) throws IOException {
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out);
          Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
          entries.putNextEntry(new JarEntry(name));
          Files.copy(file, entries);
        }
      }
    }

    /** In the background. */
    private void train(Path folder) throws IOException {
      ServerForTests.choice();
      Path making = folder.resolve("making");
      List<String> words =
          java(path, "-XX:ArchiveClassesAtExit=" + making, "-Xmx384m", "-XX:TieredStopAtLevel=1");
      words.addAll(List.of(MAIN, "demo", "--speed", "120", "--for", TRAINING));
      words.addAll(
          List.of("--port", "" + Ports.free(), "--home", folder.resolve("home").toString()));
      new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("training.log").toFile())
          .start()
          .onExit()
          .thenAccept(ended -> publish(ended.exitValue(), making));
    }

    private void publish(int exit, Path making) {
      try {
        if (exit == 0 && Files.exists(making)) {
          Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
