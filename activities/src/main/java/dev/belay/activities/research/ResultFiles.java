package dev.belay.activities.research;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.domain.research.Chunks;
import dev.belay.engine.search.Score;
import dev.belay.workflows.wire.BelayDataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What research has computed, in files named by the SHA-256 of what is in them. A file that is not
 * what its name says counts as one that is not there; everything in it can be computed again.
 * Thread-safe, and for any number of processes.
 */
public final class ResultFiles {
  private static final ObjectMapper MAPPER = mapper();

  private final Path folder;

  /**
   * @param folder made when something is written
   */
  public ResultFiles(Path folder) {
    this.folder = folder;
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = BelayDataConverter.mapper();
    // There are many of them.
    mapper.configOverride(Score.class).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY));
    return mapper;
  }

  public Path folder() {
    return folder;
  }

  /**
   * Keeps something.
   *
   * @return its hash; the same of the same
   */
  public String put(Object value) {
    byte[] bytes = bytes(value);
    String hash = hash(bytes);
    if (get(hash).isEmpty()) {
      write(folder.resolve(hash + ".json"), bytes);
    }
    return hash;
  }

  /** The hash that something has or would have. */
  public static String hashOf(Object value) {
    return hash(bytes(value));
  }

  /** What has that hash, if it is there and whole. */
  public Optional<byte[]> get(String hash) {
    return read(folder.resolve(hash + ".json")).filter(bytes -> hash(bytes).equals(hash));
  }

  /** The same, read. */
  <T> Optional<T> get(String hash, Class<T> type) {
    return get(hash).map(bytes -> parse(bytes, type));
  }

  /** Notes what came of a request. */
  void finish(String request, Gathered.Done done) {
    write(doneFile(request), bytes(done));
  }

  /** What was noted of a request, if that is done. */
  Optional<Gathered.Done> done(String request) {
    return read(doneFile(request)).map(bytes -> parse(bytes, Gathered.Done.class));
  }

  /** The hash of what came of a request, if that is known and the file is there and whole. */
  public Optional<String> finished(String request) {
    return done(request).map(Gathered.Done::result).filter(result -> get(result).isPresent());
  }

  private Path doneFile(String request) {
    return folder.resolve(request + ".done");
  }

  /** Notes what came of some trials of a request, so that a new start of it finds them. */
  void note(String request, long from, long to, String result) {
    byte[] line = "%d %d %s%n".formatted(from, to, result).getBytes(StandardCharsets.UTF_8);
    try {
      // In one piece; should two of them meet all the same, the torn lines are passed over.
      Files.write(chunks(request), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + chunks(request), e);
    }
  }

  /**
   * What is known of the chunks of a request from an earlier run of it.
   *
   * @return for each its hash, empty where there is none
   */
  public List<String> noted(String request, Chunks chunks) {
    Map<String, String> known = new HashMap<>();
    String text = read(chunks(request)).map(b -> new String(b, StandardCharsets.UTF_8)).orElse("");
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ");
      if (words.length == 3 && words[2].matches("[0-9a-f]{64}")) {
        known.put(words[0] + " " + words[1], words[2]);
      }
    }
    List<String> found = new ArrayList<>();
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      String hash = known.getOrDefault(chunks.from(chunk) + " " + chunks.to(chunk), "");
      found.add(hash.isEmpty() || get(hash).isEmpty() ? "" : hash);
    }
    return found;
  }

  private Path chunks(String request) {
    return folder.resolve(request + ".chunks");
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  /** Whoever reads sees all of it or nothing, also when this process dies on the way. */
  private void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".", ".new");
      try {
        Files.write(fresh, bytes);
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't write %s (%s); make room, or put the folder right".formatted(file, e), e);
    }
  }

  private static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a value that has a JSON form", e);
    }
  }

  private static <T> T parse(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new ResearchRefused(
          "Expected a file of this Belay's research, but it does not read as %s: %s; delete it."
              .formatted(type.getSimpleName(), e.getMessage()));
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
