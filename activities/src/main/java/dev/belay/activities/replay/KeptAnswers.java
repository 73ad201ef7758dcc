package dev.belay.activities.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.activities.research.ResearchRefused;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import dev.belay.workflows.wire.BelayDataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers to rounds that were asked again, a file each, so that none is paid for twice. One process
 * at a time has the folder.
 */
public final class KeptAnswers implements AutoCloseable {
  private static final ObjectMapper MAPPER = BelayDataConverter.mapper();

  private final Path folder;
  private final FileChannel lock;

  private KeptAnswers(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * What was asked.
   *
   * @param model provider, address and name; of the stand-in all that it goes by
   */
  public record Question(String model, String promptHash, String round, String voice) {
    String hash() {
      return sha256(String.join("\0", model, promptHash, round, voice));
    }
  }

  /** What was answered. */
  public record Answer(Question question, ModelCall call, String reply) {}

  /**
   * Opens the folder for this process alone.
   *
   * @param folder made if need be, readable by its owner only
   * @throws ResearchRefused if another process has it
   */
  public static KeptAnswers open(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new ResearchRefused(
            "Expected to be alone, but another replay-decisions asks rounds of this home; wait for it, or stop it.");
      }
      return new KeptAnswers(folder, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't keep answers in " + folder, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * The answer to a question, if it was answered before.
   *
   * @throws ResearchRefused if its file can't be read: to ask again would cost again
   */
  public Optional<Answer> find(Question question) {
    Path file = file(question);
    try {
      Answer found = MAPPER.readValue(Files.readAllBytes(file), Answer.class);
      if (found.question().equals(question)) {
        return Optional.of(found);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw damaged(file, e);
    }
    throw damaged(file, null);
  }

  private static ResearchRefused damaged(Path file, @Nullable IOException cause) {
    ResearchRefused refused =
        new ResearchRefused(
            "Expected a kept answer in %s, but it does not read as one; delete it to have the model asked again."
                .formatted(file));
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  /** Keeps an answer: when this returns it outlives the process. */
  public void keep(Answer answer) {
    Path file = file(answer.question());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(answer));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't keep an answer in %s (%s); make room, or put the folder right"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private Path file(Question question) {
    return folder.resolve(question.hash() + ".json");
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't close the lock of " + folder, e);
    }
  }
}
