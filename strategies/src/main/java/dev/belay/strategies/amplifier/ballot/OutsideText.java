package dev.belay.strategies.amplifier.ballot;

import dev.belay.strategies.portfolio.Excerpt;
import java.util.regex.Pattern;

/** Text that somebody outside wrote, made harmless: one line of words without any markup. */
public final class OutsideText {
  private static final Pattern TAGS = Pattern.compile("<[^<>]{0,500}>");
  private static final Pattern ENTITIES = Pattern.compile("&(#?[a-zA-Z0-9]{1,10});");
  // Whatever directs instead of saying: controls, invisible and bidirectional marks.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]");
  private static final Pattern MARKUP = Pattern.compile("[`{}\\[\\]<>|\\\\]|={3,}|#{2,}|-{3,}");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private OutsideText() {}

  /**
   * @param most characters, above 0
   */
  public static String line(String text, int most) {
    String plain = ENTITIES.matcher(TAGS.matcher(text).replaceAll(" ")).replaceAll(" ");
    plain = UNSEEN.matcher(plain).replaceAll(" ");
    plain = MARKUP.matcher(plain).replaceAll(" ");
    return Excerpt.of(SPACE.matcher(plain).replaceAll(" ").strip(), most).strip();
  }
}
