package dev.belay.domain.strategy;

import java.util.Collection;

/** Finds what somebody may have meant. */
public final class Spelling {
  private static final int NEAR = 2;

  private Spelling() {}

  /** {@code ; did you mean "fast"?}, or nothing where no name is near. */
  public static String hint(String given, Collection<String> names) {
    String nearest = "";
    int least = Math.min(NEAR, given.length() - 1) + 1;
    for (String name : names) {
      int distance = name.startsWith(given) ? 0 : distance(given, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest.isEmpty() ? "" : "; did you mean \"%s\"?".formatted(nearest);
  }

  /** Levenshtein's: how many letters to add, drop or change. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
