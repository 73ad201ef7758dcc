package dev.belay.simulator.stream;

/** A stream that can't be had; the message says what can. */
public final class StreamRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  StreamRefused(String message) {
    super(message, null, false, false);
  }
}
