package dev.belay.app.research;

import dev.belay.activities.research.Sweep;
import dev.belay.data.CandleSource;
import dev.belay.domain.market.Candles;
import dev.belay.engine.backtest.Backtest;
import dev.belay.strategies.classic.ClassicStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Which code computes: a checkout that was changed has the same version and may have other results,
 * which must never be shown for one another.
 */
public final class CodeDigest {
  private static final String CLASS = ".class";
  private static final int DIGITS = 16;

  /** One class of each module that results depend on. */
  private static final List<Class<?>> MODULES =
      List.of(
          Candles.class, Backtest.class, ClassicStrategies.class, CandleSource.class, Sweep.class);

  private CodeDigest() {}

  /** Of the classes of those modules, as this process has them. */
  public static String text() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> one : MODULES) {
        checksums(one)
            .forEach(
                (name, crc) ->
                    digest.update((name + " " + crc + "\n").getBytes(StandardCharsets.UTF_8)));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static SortedMap<String, Long> checksums(Class<?> one) {
    try {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      // Of adapters only those next to it: the others don't compute.
      String folder =
          one == Sweep.class ? one.getPackageName().replace('.', '/') + "/" : "dev/belay/";
      return Files.isDirectory(place) ? ofFolder(place, folder) : ofJar(place, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the classes of this Belay", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Expected classes in a jar or a folder", e);
    }
  }

  private static SortedMap<String, Long> ofJar(Path place, String folder) throws IOException {
    try (JarFile jar = new JarFile(place.toFile())) {
      SortedMap<String, Long> found = new TreeMap<>();
      for (var entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(folder) && entry.getName().endsWith(CLASS)) {
          found.put(entry.getName(), entry.getCrc());
        }
      }
      return found;
    }
  }

  private static SortedMap<String, Long> ofFolder(Path place, String folder) throws IOException {
    try (Stream<Path> files = Files.walk(place.resolve(folder))) {
      SortedMap<String, Long> found = new TreeMap<>();
      for (Path file : files.filter(each -> each.toString().endsWith(CLASS)).toList()) {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        found.put(place.relativize(file).toString().replace('\\', '/'), crc.getValue());
      }
      return found;
    }
  }
}
