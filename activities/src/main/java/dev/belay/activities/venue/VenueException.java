package dev.belay.activities.venue;

import java.time.Duration;

/** A call to the venue that did not give its answer; the variants say what that proves. */
public abstract sealed class VenueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private VenueException(String message) {
    super(message);
  }

  private VenueException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The venue understood and said no: nothing was done. */
  public static final class Refused extends VenueException {
    private static final long serialVersionUID = 1;
    private final int code;
    private final int http;

    /**
     * @param code the venue's negative number; 0 where it gave none
     * @param http the status
     */
    public Refused(String call, int code, String detail, int http) {
      super("%s was refused with %d (HTTP %d): %s".formatted(call, code, http, detail));
      this.code = code;
      this.http = http;
    }

    public int code() {
      return code;
    }

    public int http() {
      return http;
    }
  }

  /** Too many requests: nothing was done, and nothing will be before the time is over. */
  public static final class RateLimited extends VenueException {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    public RateLimited(String call, Duration retryAfter, String detail, int http) {
      super(
          "%s was refused for too many requests (HTTP %d), again in %d s: %s"
              .formatted(call, http, retryAfter.toSeconds(), detail));
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** No connection could be made: not a byte was sent. */
  public static final class Unreachable extends VenueException {
    private static final long serialVersionUID = 1;

    public Unreachable(String call, Throwable cause) {
      super(call + " could not connect to the venue", cause);
    }
  }

  /** Sent, but what became of it is not known: timeout, lost connection, 5xx, unreadable answer. */
  public static final class Unknown extends VenueException {
    private static final long serialVersionUID = 1;

    public Unknown(String message) {
      super(message);
    }

    public Unknown(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
