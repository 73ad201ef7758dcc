package dev.belay.app.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be written to the bot. */
enum RemoteVerb {
  STATUS("", "how the fund stands"),
  POSITIONS("", "what is open"),
  PROFIT("", "what was earned and what it cost, by agent"),
  DAILY("", "the last seven market days"),
  CLOSE("POSITION, or [AGENT] SYMBOL", "closes a position at the market, at once"),
  PAUSE("AGENT or all", "no rounds until resumed; asks for a code"),
  HALT("", "no new entries until resumed; asks for a code"),
  FLATTEN("", "halts and closes everything; asks for a code"),
  HELP("", "this list");

  private final String arguments;
  private final String meaning;

  RemoteVerb(String arguments, String meaning) {
    this.arguments = arguments;
    this.meaning = meaning;
  }

  static Optional<RemoteVerb> of(String word) {
    return word.equals("start")
        ? Optional.of(HELP)
        : Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean changesSomething() {
    return switch (this) {
      case CLOSE, PAUSE, HALT, FLATTEN -> true;
      case STATUS, POSITIONS, PROFIT, DAILY, HELP -> false;
    };
  }

  String line() {
    return "/%s%s: %s".formatted(word(), arguments.isEmpty() ? "" : " " + arguments, meaning);
  }
}
