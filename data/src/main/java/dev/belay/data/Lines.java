package dev.belay.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file's text, decompressed where its name ends in {@code .gz}. Where there is {@link #more}, the
 * next line lies whole between {@link #position} and a line feed, so that whoever reads it needs no
 * other end.
 */
final class Lines implements Closeable {
  private static final int BLOCK = 1 << 17;
  private static final int LONGEST = 1 << 20;

  private final Path file;
  private final InputStream in;
  private byte[] bytes = new byte[BLOCK];
  private int position;
  // Where the last whole line ends, and what was read.
  private int whole;
  private int filled;
  private boolean ended;
  private int number;

  /**
   * @throws UncheckedIOException if the file can't be read
   */
  Lines(Path file) {
    this.file = file;
    InputStream raw = null;
    try {
      raw = Files.newInputStream(file);
      this.in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, BLOCK) : raw;
    } catch (IOException e) {
      closeQuietly(raw);
      throw explained(e);
    }
  }

  boolean more() {
    return position < whole || fill();
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  /** How many lines were taken; the number of the last one, from 1. */
  int number() {
    return number;
  }

  /** Where the next line's line feed is. */
  int end() {
    int end = position;
    while (bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /**
   * Goes on behind the line.
   *
   * @param end where its line feed is
   */
  void take(int end) {
    position = end + 1;
    number++;
  }

  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private boolean fill() {
    System.arraycopy(bytes, position, bytes, 0, filled - position);
    filled -= position;
    position = 0;
    whole = 0;
    while (!ended) {
      if (filled == bytes.length) {
        grow();
      }
      int from = filled;
      int count = read();
      ended = count < 0;
      filled += Math.max(0, count);
      for (int i = filled - 1; i >= from; i--) {
        if (bytes[i] == '\n') {
          whole = i + 1;
          return true;
        }
      }
    }
    if (filled == 0) {
      return false;
    }
    // The last line may lack its end.
    if (filled == bytes.length) {
      grow();
    }
    bytes[filled++] = '\n';
    whole = filled;
    return true;
  }

  private void grow() {
    if (bytes.length >= LONGEST) {
      throw new BadCandleFile(
          file,
          number + 1,
          "line",
          new String(bytes, 0, 40, StandardCharsets.UTF_8) + "…",
          "of at most %d bytes".formatted(LONGEST));
    }
    bytes = Arrays.copyOf(bytes, bytes.length * 2);
  }

  private int read() {
    try {
      return in.read(bytes, filled, bytes.length - filled);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private RuntimeException explained(IOException e) {
    return e instanceof ZipException || e instanceof EOFException
        ? new BadCandleFile(
            file, 0, "content", String.valueOf(e.getMessage()), "in gzip format, complete", e)
        : new UncheckedIOException("Can't read " + file, e);
  }

  private static void closeQuietly(@Nullable InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException ignored) {
      // Nothing was written; the first failure is the one to tell.
    }
  }

  @Override
  public void close() {
    closeQuietly(in);
  }
}
