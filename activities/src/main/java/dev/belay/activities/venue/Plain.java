package dev.belay.activities.venue;

/** Text of others made fit for our messages and logs. */
final class Plain {
  private Plain() {}

  /** Without control characters and no longer than the limit. */
  static String text(String foreign, int limit) {
    String plain = foreign.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= limit ? plain : plain.substring(0, limit) + "…";
  }
}
