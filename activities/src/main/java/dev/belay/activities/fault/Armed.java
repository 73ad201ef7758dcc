package dev.belay.activities.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One armed point.
 *
 * @param hit acts on this hit, from 1
 */
record Armed(String name, Action action, long hit) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_.-]+)=(kill|fail|delay:(\\d{1,7}))(?:@(\\d{1,9}))?");

  /** What happens at the point. */
  sealed interface Action {}

  record Kill() implements Action {}

  record Fail() implements Action {}

  record Delay(long millis) implements Action {}

  /**
   * Reads {@code name=action[@hit]} items separated by commas.
   *
   * @throws IllegalArgumentException naming the item that can't be understood
   */
  static List<Armed> parse(String text) {
    List<Armed> armed = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        armed.add(parseOne(item.strip()));
      } else if (!text.isBlank()) {
        throw unreadable(item);
      }
    }
    return List.copyOf(armed);
  }

  private static Armed parseOne(String item) {
    Matcher matcher = FORM.matcher(item);
    if (!matcher.matches()) {
      throw unreadable(item);
    }
    long hit = matcher.group(4) == null ? 1 : Long.parseLong(matcher.group(4));
    if (hit < 1) {
      throw unreadable(item);
    }
    Action action =
        matcher.group(3) != null
            ? new Delay(Long.parseLong(matcher.group(3)))
            : matcher.group(2).equals("kill") ? new Kill() : new Fail();
    return new Armed(matcher.group(1), action, hit);
  }

  private static IllegalArgumentException unreadable(String item) {
    return new IllegalArgumentException(
        "Expected a failpoint such as venue.submit.sent=kill@2 (action kill, fail or"
            + " delay:MILLISECONDS; @N the hit from 1), was \"%s\"".formatted(item));
  }
}
