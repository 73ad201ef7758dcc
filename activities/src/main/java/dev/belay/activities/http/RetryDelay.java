package dev.belay.activities.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long an endpoint asks to wait. */
public final class RetryDelay {
  public static final Duration DEFAULT = Duration.ofSeconds(2);
  public static final Duration MOST = Duration.ofMinutes(10);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern IN_TEXT =
      Pattern.compile("try again in (?:(\\d{1,4})m)?(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s)");

  private RetryDelay() {}

  /**
   * The header where it says something, else the words of the body, else two seconds; never more
   * than ten minutes.
   */
  public static Duration of(@Nullable String header, String body, Instant now) {
    Duration asked = header(header, now).or(() -> text(body)).orElse(DEFAULT);
    return asked.compareTo(MOST) > 0 ? MOST : asked.isNegative() ? Duration.ZERO : asked;
  }

  /**
   * What a header {@code Retry-After} says, in seconds or as a time; empty where it says nothing.
   */
  public static Optional<Duration> header(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.strip();
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(seconds(value));
    }
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      return Optional.of(Duration.between(now, at));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> text(String body) {
    Matcher matcher = IN_TEXT.matcher(body);
    if (!matcher.find()) {
      return Optional.empty();
    }
    long minutes = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    BigDecimal amount = new BigDecimal(matcher.group(2));
    BigDecimal millis = matcher.group(3).equals("ms") ? amount : amount.movePointRight(3);
    return Optional.of(Duration.ofMinutes(minutes).plusMillis(millis.longValue() + 1));
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis(new BigDecimal(value).movePointRight(3).longValue());
  }
}
