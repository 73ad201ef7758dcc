package dev.belay.activities.research;

/** What was asked for can't be done; the message says why and what to do. */
public final class ResearchRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ResearchRefused(String message) {
    super(message);
  }
}
