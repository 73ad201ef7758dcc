package dev.belay.app.notify;

import dev.belay.activities.notify.TelegramBot.Message;
import dev.belay.api.command.CommandAnswer;
import dev.belay.api.portfolio.AgentView;
import dev.belay.api.portfolio.PositionView;
import dev.belay.api.portfolio.RemoteDesk;
import dev.belay.api.problem.ProblemException;
import dev.belay.app.notify.NotifySettings.Commands;
import dev.belay.ledger.RemoteCommands;
import dev.belay.ledger.RemoteCommands.Confirmed;
import dev.belay.ledger.RemoteCommands.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what is written to the bot. Only chats of the list are heard. What pauses, halts or
 * flattens is carried out when a code is typed back within a minute, in the same chat and by the
 * same person; and each message acts once, however often it is delivered. For one thread.
 */
final class RemoteControl {
  private static final Logger log = LoggerFactory.getLogger(RemoteControl.class);
  private static final Duration CODE_VALID = Duration.ofMinutes(1);

  /** A command that acts at once, written before an outage, must not act after it. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private static final String CLOSE = "close ";
  private static final Pattern CODE = Pattern.compile("\\d{6}");
  private static final int WRONG_CODES = 5;
  private static final int STRANGERS = 1000;

  private final long bot;
  private final NotifySettings.Telegram settings;
  private final RemoteDesk desk;
  private final RemoteAnswers answers;
  private final RemoteCommands book;
  private final Supplier<String> codes;
  private final InstantSource wall;
  private final Set<Long> strangers = new HashSet<>();
  private final Map<Long, Deque<Instant>> wrong = new HashMap<>();

  /**
   * @param codes gives six digits that nobody can guess
   */
  RemoteControl(
      long bot,
      NotifySettings.Telegram settings,
      RemoteDesk desk,
      RemoteAnswers answers,
      RemoteCommands book,
      Supplier<String> codes,
      InstantSource wall) {
    this.bot = bot;
    this.settings = settings;
    this.desk = desk;
    this.answers = answers;
    this.book = book;
    this.codes = codes;
    this.wall = wall;
  }

  /** Says no, with a reason; caught here. */
  private static final class NoException extends Exception {
    private static final long serialVersionUID = 1L;
    private final RemoteRefusal why;

    NoException(RemoteRefusal why) {
      super(why.name());
      this.why = why;
    }
  }

  /**
   * The reply to a message; empty where there is none.
   *
   * @param update the message's number, by which it is known when it is delivered again
   * @param name the bot's own
   * @throws RuntimeException if the ledger can't be asked: the message may be handed in again
   */
  Optional<String> answer(long update, Message message, String name) {
    String text = message.text().strip();
    if (!settings.chats().contains(message.chat())) {
      stranger(message);
      return Optional.empty();
    }
    String[] words = text.split("\\s+", 8);
    String[] address = words[0].split("@", 2);
    boolean ours = address.length < 2 || address[1].equalsIgnoreCase(name);
    boolean command = words[0].startsWith("/") && ours;
    if (!command && !CODE.matcher(text).matches()) {
      return Optional.empty();
    }
    RemoteCommands.Message known =
        new RemoteCommands.Message(bot, update, message.chat(), message.sender());
    try {
      return Optional.of(
          command
              ? command(address[0].substring(1).toLowerCase(Locale.ROOT), words, known, message)
              : confirmed(text, null, known, message));
    } catch (NoException e) {
      log.warn(
          "Telegram: refused a message of chat {}, written by {}: {}",
          message.chat(),
          message.sender(),
          e.why);
      return Optional.of("Refused, %s: %s".formatted(e.why, e.why.meaning()));
    }
  }

  /** Told once each: anybody may write to a bot, and nobody shall fill the log with it. */
  private void stranger(Message message) {
    if (strangers.size() < STRANGERS && strangers.add(message.chat())) {
      log.warn(
          "Telegram: refused a message of chat {}, written by {}: {}. Where that is you, add the"
              + " chat to {}",
          message.chat(),
          message.sender(),
          RemoteRefusal.CHAT_NOT_ALLOWED,
          NotifySettings.CHATS);
    }
  }

  private String command(String word, String[] words, RemoteCommands.Message known, Message message)
      throws NoException {
    RemoteVerb verb =
        RemoteVerb.of(word).orElseThrow(() -> new NoException(RemoteRefusal.COMMAND_UNKNOWN));
    if (verb.changesSomething()) {
      if (settings.commands() != Commands.ALL) {
        throw new NoException(RemoteRefusal.COMMANDS_OFF);
      }
      if (message.forwarded()) {
        throw new NoException(RemoteRefusal.COMMAND_FORWARDED);
      }
    }
    List<String> rest = List.of(words).subList(1, words.length);
    boolean code = !rest.isEmpty() && CODE.matcher(rest.getLast()).matches();
    return switch (verb) {
      case STATUS -> answers.status();
      case POSITIONS -> answers.positions();
      case PROFIT -> answers.profit();
      case DAILY -> answers.daily();
      case HELP -> answers.help();
      case CLOSE -> close(rest, known, message);
      case PAUSE, HALT, FLATTEN ->
          code ? confirmed(rest.getLast(), verb.word(), known, message) : asked(verb, rest, known);
    };
  }

  /** Acts without a code, so it must name what it is about, and be fresh. */
  private String close(List<String> words, RemoteCommands.Message known, Message message)
      throws NoException {
    // One that was taken before is the same one, however late it comes again.
    Optional<String> before = book.command(known);
    if (before.isEmpty() && Duration.between(message.at(), wall.instant()).compareTo(FRESH) > 0) {
      throw new NoException(RemoteRefusal.COMMAND_STALE);
    }
    String position = before.isPresent() ? before.get().substring(CLOSE.length()) : position(words);
    book.keep(known, CLOSE + position);
    return carriedOut(() -> desk.close(position, key(known), by(message)).message());
  }

  private String position(List<String> words) throws NoException {
    String last = words.isEmpty() ? "" : words.getLast();
    List<PositionView> meant =
        desk.positions().stream()
            .filter(
                p ->
                    p.id().equals(last)
                        || p.symbol().value().equalsIgnoreCase(last)
                        || p.symbol().value().equalsIgnoreCase(last + "USDT"))
            .filter(p -> words.size() < 2 || p.agent().equalsIgnoreCase(words.getFirst()))
            .toList();
    if (meant.size() != 1 || words.size() > 2) {
      throw new NoException(
          meant.size() > 1 ? RemoteRefusal.POSITION_AMBIGUOUS : RemoteRefusal.POSITION_UNKNOWN);
    }
    return meant.getFirst().id();
  }

  private String asked(RemoteVerb verb, List<String> words, RemoteCommands.Message known)
      throws NoException {
    String what =
        switch (verb) {
          case PAUSE -> "pause " + agent(words);
          case HALT -> "halt";
          case FLATTEN -> "flatten";
          case STATUS, POSITIONS, PROFIT, DAILY, CLOSE, HELP ->
              throw new IllegalArgumentException("Expected a verb with a code, was " + verb);
        };
    String code = codes.get();
    book.await(known, what, hash(code), CODE_VALID);
    return "To %s, type back within a minute: %s"
        .formatted(
            switch (verb) {
              case HALT -> "admit no new entries until somebody resumes";
              case FLATTEN ->
                  "halt and close all %d open positions".formatted(desk.positions().size());
              default -> what;
            },
            code);
  }

  private String agent(List<String> words) throws NoException {
    String wanted = words.size() == 1 ? words.getFirst() : "";
    if (wanted.equals("all")) {
      return wanted;
    }
    return desk.fund().agents().stream()
        .map(AgentView::traderId)
        .filter(id -> id.equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() -> new NoException(RemoteRefusal.AGENT_UNKNOWN));
  }

  private String confirmed(
      String code, @Nullable String verb, RemoteCommands.Message known, Message message)
      throws NoException {
    if (settings.commands() != Commands.ALL) {
      throw new NoException(RemoteRefusal.COMMANDS_OFF);
    }
    if (message.forwarded()) {
      throw new NoException(RemoteRefusal.COMMAND_FORWARDED);
    }
    requireFewWrong(message.chat());
    switch (book.confirm(known, hash(code), verb)) {
      case Confirmed(String command) -> {
        return carriedOut(() -> carryOut(command, known, message));
      }
      case Refused(RemoteCommands.CodeRefusal why) -> {
        wrong.computeIfAbsent(message.chat(), c -> new ArrayDeque<>()).add(wall.instant());
        throw new NoException(
            switch (why) {
              case CODE_UNKNOWN -> RemoteRefusal.CODE_UNKNOWN;
              case CODE_FOREIGN -> RemoteRefusal.CODE_FOREIGN;
              case CODE_USED -> RemoteRefusal.CODE_USED;
              case CODE_EXPIRED -> RemoteRefusal.CODE_EXPIRED;
            });
      }
    }
  }

  /** Nobody tries out a million codes. */
  private void requireFewWrong(long chat) throws NoException {
    Deque<Instant> tries = wrong.getOrDefault(chat, new ArrayDeque<>());
    Instant minuteAgo = wall.instant().minus(CODE_VALID);
    tries.removeIf(at -> at.isBefore(minuteAgo));
    if (tries.size() >= WRONG_CODES) {
      throw new NoException(RemoteRefusal.CODE_BLOCKED);
    }
  }

  private String carryOut(String command, RemoteCommands.Message known, Message message) {
    String key = key(known);
    String by = by(message);
    String[] words = command.split(" ", 2);
    return switch (words[0]) {
      case "halt" -> desk.halt(key, by).message();
      case "flatten" -> desk.flatten(key, by).message();
      case "pause" -> words[1].equals("all") ? pauseAll(key, by) : paused(words[1], key, by);
      default -> throw new IllegalStateException("Expected a command that is kept, was " + command);
    };
  }

  private String paused(String agent, String key, String by) {
    CommandAnswer answer = desk.pause(agent, key, by);
    return agent + ": " + answer.message();
  }

  private String pauseAll(String key, String by) {
    List<String> lines = new ArrayList<>();
    for (AgentView agent : desk.fund().agents()) {
      if (!agent.status().equals("disabled")) {
        String id = agent.traderId();
        lines.add(carriedOut(() -> paused(id, key + "/" + id, by)));
      }
    }
    return String.join("\n", lines);
  }

  private static String carriedOut(Supplier<String> command) {
    try {
      return command.get();
    } catch (ProblemException e) {
      return "Refused: " + e.getMessage();
    }
  }

  /** The same for the same message, so that one delivered twice acts once. */
  private static String key(RemoteCommands.Message known) {
    return "telegram/%d/%d".formatted(known.bot(), known.id());
  }

  private static String by(Message message) {
    return "telegram %s%d"
        .formatted(message.name().isEmpty() ? "" : message.name() + " ", message.sender());
  }

  private static String hash(String code) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(code.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }
}
