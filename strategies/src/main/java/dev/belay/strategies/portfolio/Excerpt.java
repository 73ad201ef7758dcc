package dev.belay.strategies.portfolio;

/** Text from outside, cut to a length and freed of what databases and terminals choke on. */
public final class Excerpt {
  private Excerpt() {}

  /** The text without NUL characters and broken surrogates, at most {@code most} characters. */
  public static String of(String text, int most) {
    String clean = clean(text);
    if (clean.length() <= most) {
      return clean;
    }
    boolean splitsPair = most > 0 && Character.isHighSurrogate(clean.charAt(most - 1));
    return clean.substring(0, splitsPair ? most - 1 : most);
  }

  /** The text with NUL characters and broken surrogates replaced by U+FFFD. */
  public static String clean(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, '\uFFFD');
      }
    }
    return clean == null ? text : clean.toString();
  }
}
