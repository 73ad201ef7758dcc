package dev.belay.app.base;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 4h}, {@code 30d}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");

  private Durations() {}

  /**
   * @throws IllegalArgumentException if the text is of another form or zero
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      long number = Long.parseLong(form.group(1));
      Duration duration =
          switch (form.group(2).charAt(0)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (!duration.isZero()) {
        return duration;
      }
    }
    throw new IllegalArgumentException(
        "Expected a duration above zero such as 90s, 5m, 4h or 30d, was \"%s\"".formatted(text));
  }
}
