package dev.belay.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A candle file that can't be trusted: nothing of it, or of its directory, was loaded. */
public final class BadCandleFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final int line;
  private final String field;
  private final String value;
  private final String expected;

  /**
   * @param line counted from 1; 0 when it is about the file as a whole
   * @param field the column, or what else is wrong
   * @param expected what is allowed
   */
  public BadCandleFile(
      Path file, int line, String field, String value, String expected, @Nullable Throwable cause) {
    super(
        "%s%s: expected %s %s, was \"%s\". Nothing was loaded; correct or remove the file."
            .formatted(file, line > 0 ? " line " + line : "", field, expected, value),
        cause);
    this.file = file.toString();
    this.line = line;
    this.field = field;
    this.value = value;
    this.expected = expected;
  }

  BadCandleFile(Path file, int line, String field, String value, String expected) {
    this(file, line, field, value, expected, null);
  }

  public String file() {
    return file;
  }

  public int line() {
    return line;
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String expected() {
    return expected;
  }
}
