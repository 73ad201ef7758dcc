package dev.belay.api.portfolio;

import dev.belay.api.problem.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Query parameters, read strictly. Each throws a problem with what it expected. */
public final class Parameters {
  private static final Pattern AGENT = Pattern.compile("[a-z0-9_]{1,64}");
  private static final int DEFAULT_LIMIT = 50;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Parameters() {}

  /** Of a list of the portfolio. */
  public static PageRequest page(
      @Nullable String agent, @Nullable String before, @Nullable String limit) {
    return new PageRequest(null, agent(agent), before(before), limit(limit));
  }

  /** Of a list of one of the funds. */
  public static PageRequest page(
      List<String> funds,
      @Nullable String fund,
      @Nullable String agent,
      @Nullable String before,
      @Nullable String limit) {
    return new PageRequest(fund(funds, fund), agent(agent), before(before), limit(limit));
  }

  /** One of the funds; null when not given. */
  public static @Nullable String fund(List<String> funds, @Nullable String fund) {
    if (fund != null && !funds.contains(fund)) {
      throw bad("fund", "one of " + String.join(", ", funds), fund);
    }
    return fund;
  }

  /** The id of an agent; null when not given. */
  public static @Nullable String agent(@Nullable String agent) {
    if (agent != null && !AGENT.matcher(agent).matches()) {
      throw bad("agent", "the id of an agent: lower-case letters, digits, underscores", agent);
    }
    return agent;
  }

  private static int limit(@Nullable String limit) {
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    long number = number("limit", "a whole number from 1 to " + PageRequest.MAX_LIMIT, limit);
    if (number < 1 || number > PageRequest.MAX_LIMIT) {
      throw bad("limit", "a whole number from 1 to " + PageRequest.MAX_LIMIT, limit);
    }
    return (int) number;
  }

  private static @Nullable Long before(@Nullable String before) {
    if (before == null) {
      return null;
    }
    long number = number("before", "the \"next\" of an earlier answer", before);
    if (number < 1) {
      throw bad("before", "the \"next\" of an earlier answer", before);
    }
    return number;
  }

  /** A time; null when not given. */
  public static @Nullable Instant instant(String name, @Nullable String text) {
    String expected = "an instant from 1970 to 9999 such as 2026-01-31T12:00:00Z";
    if (text == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(text);
      if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
        throw bad(name, expected, text);
      }
      return instant;
    } catch (DateTimeParseException e) {
      throw bad(name, expected, text);
    }
  }

  /** {@code true} or {@code false}; false when not given. */
  public static boolean flag(String name, @Nullable String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw bad(name, "true or false", text);
    }
    return "true".equals(text);
  }

  private static long number(String name, String expected, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw bad(name, expected, text);
    }
  }

  private static ProblemException bad(String name, String expected, String found) {
    String shown = found.length() <= 100 ? found : found.substring(0, 100) + "…";
    return ProblemException.badRequest(
        expected + " in the parameter \"" + name + "\"",
        "\"" + shown + "\"",
        "Correct it or leave it out.");
  }
}
