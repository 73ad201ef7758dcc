package dev.belay.domain.market;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;

/** A candle's length, named as the venue names it. */
public enum Interval {
  M1("1m", 60),
  M3("3m", 180),
  M5("5m", 300),
  M15("15m", 900),
  M30("30m", 1800),
  H1("1h", 3600),
  H4("4h", 14400),
  D1("1d", 86400);

  private final String code;
  private final long seconds;

  Interval(String code, long seconds) {
    this.code = code;
    this.seconds = seconds;
  }

  @JsonCreator
  public static Interval of(String code) {
    for (Interval interval : values()) {
      if (interval.code.equals(code)) {
        return interval;
      }
    }
    throw new IllegalArgumentException(
        "Expected an interval of 1m, 3m, 5m, 15m, 30m, 1h, 4h or 1d, was \"%s\"".formatted(code));
  }

  public Duration duration() {
    return Duration.ofSeconds(seconds);
  }

  public long seconds() {
    return seconds;
  }

  public long millis() {
    return seconds * 1000;
  }

  /** The open of the candle that holds the instant. */
  public Instant floor(Instant instant) {
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
  }

  @JsonValue
  @Override
  public String toString() {
    return code;
  }
}
