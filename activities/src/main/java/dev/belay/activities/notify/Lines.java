package dev.belay.activities.notify;

import java.util.List;
import java.util.stream.Collectors;

/** Texts of messages within their limits. */
final class Lines {
  private static final String CUT = "…";

  private Lines() {}

  /** All as lines; where that is too long each is cut to its share. */
  static String of(List<Notice> notices, int longest) {
    String whole = notices.stream().map(Notice::line).collect(Collectors.joining("\n"));
    if (whole.length() <= longest) {
      return whole;
    }
    int share = longest / notices.size() - 1;
    return notices.stream()
        .map(notice -> cut(notice.line(), share))
        .collect(Collectors.joining("\n"));
  }

  /** At most so long, without half a character at its end. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
