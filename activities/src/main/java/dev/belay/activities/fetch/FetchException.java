package dev.belay.activities.fetch;

/**
 * Why fetching ended early. What was brought before is in the store, and the same fetch goes on
 * from there.
 */
public abstract sealed class FetchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private FetchException(String message, Throwable cause) {
    super(message, cause);
  }

  private FetchException(String message) {
    super(message);
  }

  /** Something is wrong that will be wrong again: an unknown symbol, a file that was altered. */
  public static final class Refused extends FetchException {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
      super(message);
    }

    public Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Nothing could be had for a while; later it may. */
  public static final class Failed extends FetchException {
    private static final long serialVersionUID = 1;

    public Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** It was asked to end. */
  public static final class Stopped extends FetchException {
    private static final long serialVersionUID = 1;

    public Stopped() {
      super("Fetching was asked to end");
    }
  }
}
