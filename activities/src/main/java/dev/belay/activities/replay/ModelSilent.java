package dev.belay.activities.replay;

/** A model does not answer, so it makes no sense to ask on; the message says what it said. */
public final class ModelSilent extends RuntimeException {
  private static final long serialVersionUID = 1;

  ModelSilent(String message) {
    super(message);
  }
}
