package dev.belay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A past of a million decisions for the seven agents of the fund {@code main}. */
public final class LongPast {
  /** From the first mark to the last. */
  public static final Duration LENGTH = Duration.ofMinutes(5).multipliedBy(99_999);

  private LongPast() {}

  /**
   * The statements that write it, for one transaction of a superuser.
   *
   * @param first market time of the first mark, on the five-minute grid
   */
  public static List<String> statements(Instant first) {
    try (InputStream in =
        Objects.requireNonNull(LongPast.class.getResourceAsStream("million.sql"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.replace(":first", "'" + first + "'").split(";\n"))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
