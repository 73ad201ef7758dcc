package dev.belay.app.home;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lock on a home; the kernel gives it back when its holder dies, however it dies. */
final class HomeLock implements AutoCloseable {
  private static final int PID_DIGITS = 32;
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param remedy what to do about whoever holds it
   */
  static HomeLock take(Path directory, String remedy) {
    Path file = directory.resolve("lock");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (tryLock(channel) == null) {
        String holder = holder(channel);
        channel.close();
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected a home that nobody uses, but %s is in use by process %s; %s."
                .formatted(directory, holder, remedy));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          0);
      return new HomeLock(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw PrivateFiles.explain("lock", file, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PID_DIGITS);
    int count = channel.read(bytes, 0);
    return count <= 0 ? "(unknown)" : new String(bytes.array(), 0, count, StandardCharsets.UTF_8);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // The first failure is the one to tell.
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
