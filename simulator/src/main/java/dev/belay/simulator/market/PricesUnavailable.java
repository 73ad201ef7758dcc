package dev.belay.simulator.market;

/** The exchange behind a live market did not answer a question; another time it may. */
public final class PricesUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PricesUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
