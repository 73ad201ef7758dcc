import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plants the defects beside it, one after the other, in a copy of the sources and runs the test that
 * must find each: {@code java testing/defects/Plant.java [NAME ...]}, from the root of the project.
 * Ends with 0 when every test failed on its defect, and with 1 when one passed.
 */
public final class Plant {
  private static final Path DEFECTS = Path.of("testing", "defects");
  private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".idea");

  /** What a file says. */
  record Defect(String name, String text, Path file, String module, String test, String find, String put) {
    static Defect read(Path path) {
      try {
        String[] parts = Files.readString(path).split("--- (find|put)\\n");
        List<String> head = parts[0].lines().toList();
        return new Defect(
            path.getFileName().toString().replace(".defect", ""),
            value(head, "defect"),
            Path.of(value(head, "file")),
            value(head, "module"),
            value(head, "test"),
            parts[1].stripTrailing(),
            parts[2].stripTrailing());
      } catch (IOException e) {
        throw new IllegalStateException("Expected to read " + path, e);
      }
    }

    private static String value(List<String> head, String name) {
      return head.stream()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Expected a line \"" + name + ": ...\""));
    }
  }

  private Plant() {}

  public static void main(String[] names) throws Exception {
    List<Defect> defects = new ArrayList<>();
    try (Stream<Path> files = Files.list(DEFECTS)) {
      files
          .filter(file -> file.toString().endsWith(".defect"))
          .sorted()
          .map(Defect::read)
          .filter(defect -> names.length == 0 || List.of(names).contains(defect.name()))
          .forEach(defects::add);
    }
    if (defects.isEmpty()) {
      System.err.println("Expected a defect of " + DEFECTS + ", found none named so.");
      System.exit(2);
    }
    Path copy = Files.createTempDirectory("belay-planted");
    boolean all = true;
    try {
      copy(Path.of(""), copy);
      for (Defect defect : defects) {
        boolean found = isFound(defect, copy);
        all &= found;
        System.out.printf(
            "%-6s %s: %s, by %s%n", found ? "found" : "MISSED", defect.name(), defect.text(), defect.test());
      }
    } finally {
      delete(copy);
    }
    System.exit(all ? 0 : 1);
  }

  private static boolean isFound(Defect defect, Path copy) throws Exception {
    Path file = copy.resolve(defect.file());
    String healthy = Files.readString(file);
    if (healthy.split(java.util.regex.Pattern.quote(defect.find()), -1).length != 2) {
      throw new IllegalStateException("Expected what " + defect.name() + " replaces once in " + defect.file());
    }
    if (!passes(defect, copy)) {
      throw new IllegalStateException("Expected " + defect.test() + " to pass before the defect is planted");
    }
    Files.writeString(file, healthy.replace(defect.find(), defect.put()));
    try {
      return !passes(defect, copy);
    } finally {
      Files.writeString(file, healthy);
    }
  }

  /** Whether the test passes; a build that fails before the test is an error. */
  private static boolean passes(Defect defect, Path copy) throws Exception {
    Path log = copy.resolve("maven.log");
    int code =
        new ProcessBuilder(
                "mvn", "-q", "-B", "test", "-pl", defect.module(), "-am",
                "-Dtest=" + defect.test(), "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dspotless.check.skip=true", "-Dbelay.excludedGroups=none")
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String said = Files.readString(log);
    if (code != 0 && !said.contains("Tests run: ")) {
      throw new IllegalStateException("Expected a build that reaches " + defect.test() + ":\n" + said);
    }
    return code == 0;
  }

  private static void copy(Path from, Path to) throws IOException {
    Path root = from.toAbsolutePath();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(String.valueOf(folder.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(root.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(root.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
