package dev.belay.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A candle file or folder that cannot be used. Nothing of it was loaded. */
public final class CandleFileException extends RuntimeException {
  private static final int MOST_SHOWN = 60;

  private final transient Path file;
  private final long line;
  private final String field;
  private final String value;
  private final String allowed;

  /**
   * @param line counted from 1; 0 if it is about the file or folder as a whole
   * @param field the column, or "file", "folder", "line", "header"
   * @param value what was found
   * @param allowed what is expected there, and what to do if that isn't plain
   */
  public CandleFileException(
      Path file, long line, String field, String value, String allowed, @Nullable Throwable cause) {
    super(message(file, line, field, value, allowed), cause);
    this.file = file;
    this.line = line;
    this.field = field;
    this.value = value;
    this.allowed = allowed;
  }

  CandleFileException(Path file, long line, String field, String value, String allowed) {
    this(file, line, field, value, allowed, null);
  }

  private static String message(Path file, long line, String field, String value, String allowed) {
    String where = line == 0 ? file.toString() : "%s, line %d".formatted(file, line);
    String shown = value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "…" : value;
    return "%s: %s was \"%s\", expected %s".formatted(where, field, shown, allowed);
  }

  public Path file() {
    return file;
  }

  public long line() {
    return line;
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String allowed() {
    return allowed;
  }
}
