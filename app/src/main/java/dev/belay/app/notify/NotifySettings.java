package dev.belay.app.notify;

import dev.belay.activities.notify.NoticeTopic;
import dev.belay.activities.notify.TelegramBot;
import dev.belay.activities.notify.TelegramChat;
import dev.belay.activities.notify.Webhook;
import dev.belay.activities.notify.Wire;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.Secret;
import dev.belay.app.cli.HttpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which channels there are, from the environment: tokens and addresses of webhooks are secrets, so
 * they are in no file of Belay's and on no command line. Nothing set means nothing sent.
 *
 * @param webhook null for none
 * @param telegram null for none
 * @param topics what is told
 */
public record NotifySettings(
    @Nullable URI webhook, @Nullable Telegram telegram, Set<NoticeTopic> topics) {
  public static final String WEBHOOK = "BELAY_WEBHOOK_URL";
  public static final String TOKEN = "BELAY_TELEGRAM_TOKEN";
  public static final String CHATS = "BELAY_TELEGRAM_CHATS";
  public static final String API = "BELAY_TELEGRAM_API";
  public static final String COMMANDS = "BELAY_TELEGRAM_COMMANDS";
  public static final String EVENTS = "BELAY_NOTIFY_EVENTS";

  private static final Pattern CHAT = Pattern.compile("-?[1-9]\\d{0,17}");
  private static final int MOST_CHATS = 20;

  public NotifySettings {
    topics = Set.copyOf(topics);
  }

  /** What a chat may do besides reading what is told. */
  public enum Commands {
    /** Nothing: nobody listens to the bot. */
    NONE,
    /** Ask. */
    READ,
    /** Ask and command. */
    ALL
  }

  /**
   * @param api where Telegram's bot API is served
   * @param chats the only ones that are told and listened to
   */
  public record Telegram(URI api, String token, SortedSet<Long> chats, Commands commands) {
    public Telegram {
      chats = new TreeSet<>(chats);
    }

    TelegramBot bot(Wire wire) {
      return new TelegramBot(api, token, wire);
    }

    List<TelegramChat> channels(TelegramBot bot) {
      return chats.stream().map(chat -> new TelegramChat(bot, chat)).toList();
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "telegram (%d chat%s)".formatted(chats.size(), chats.size() == 1 ? "" : "s");
    }
  }

  /**
   * @throws OperatorException 3 for what can't be used; no message has a secret
   */
  public static NotifySettings of(Map<String, String> environment) {
    Telegram telegram =
        Secret.of(TOKEN, environment)
            .map(String::strip)
            .map(token -> telegram(token, environment))
            .orElse(null);
    if (telegram == null && !text(CHATS, environment).isEmpty()) {
      throw bad(TOKEN, "the bot's token, or its file in " + TOKEN + "_FILE", "only " + CHATS);
    }
    return new NotifySettings(
        Secret.of(WEBHOOK, environment).map(NotifySettings::webhook).orElse(null),
        telegram,
        topics(text(EVENTS, environment)));
  }

  public boolean isOff() {
    return webhook == null && telegram == null;
  }

  Optional<Webhook> hook(String portfolio, String mode, Wire wire) {
    return Optional.ofNullable(webhook).map(uri -> new Webhook(uri, portfolio, mode, wire));
  }

  private static URI webhook(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (List.of("http", "https").contains(scheme) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message has the whole address, which is a secret.
    }
    throw bad(
        WEBHOOK,
        "an address such as https://hooks.example.org/belay",
        "a text of %d characters that is none".formatted(text.length()));
  }

  private static Telegram telegram(String token, Map<String, String> environment) {
    try {
      long unused = TelegramBot.idOf(token);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT, "%s: %s.".formatted(TOKEN, e.getMessage()), e);
    }
    return new Telegram(
        api(text(API, environment)),
        token,
        chats(text(CHATS, environment)),
        commands(text(COMMANDS, environment)));
  }

  private static URI api(String text) {
    try {
      return HttpAddress.of(text.isEmpty() ? "https://api.telegram.org" : text);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(ExitCode.BAD_INPUT, "%s: %s.".formatted(API, e.getMessage()), e);
    }
  }

  private static SortedSet<Long> chats(String text) {
    SortedSet<Long> chats = new TreeSet<>();
    for (String chat : words(text)) {
      if (!CHAT.matcher(chat).matches()) {
        throw bad(CHATS, "numbers of chats such as 123456789,-1001234567890", "\"" + chat + "\"");
      }
      chats.add(Long.parseLong(chat));
    }
    if (chats.isEmpty() || chats.size() > MOST_CHATS) {
      throw bad(
          CHATS,
          "the numbers of 1 to %d chats that may be told and listened to".formatted(MOST_CHATS),
          chats.isEmpty() ? "none" : "" + chats.size());
    }
    return chats;
  }

  private static Commands commands(String text) {
    return Arrays.stream(Commands.values())
        .filter(known -> text.isEmpty() ? known == Commands.ALL : lower(known).equals(text))
        .findFirst()
        .orElseThrow(() -> bad(COMMANDS, "all, read or none", "\"" + text + "\""));
  }

  private static Set<NoticeTopic> topics(String text) {
    Set<NoticeTopic> topics = EnumSet.of(NoticeTopic.NOTE);
    if (text.isEmpty()) {
      return EnumSet.allOf(NoticeTopic.class);
    }
    for (String word : words(text)) {
      topics.add(
          Arrays.stream(NoticeTopic.values())
              .filter(topic -> topic != NoticeTopic.NOTE && topic.toString().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      bad(
                          EVENTS,
                          "a list of "
                              + Arrays.stream(NoticeTopic.values())
                                  .filter(topic -> topic != NoticeTopic.NOTE)
                                  .map(NoticeTopic::toString)
                                  .collect(Collectors.joining(", ")),
                          "\"" + word + "\"")));
    }
    return topics;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static String text(String name, Map<String, String> environment) {
    return environment.getOrDefault(name, "").strip();
  }

  private static OperatorException bad(String name, String expected, String found) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected %s in %s, was %s; put it right, or unset it to have no such notifications."
            .formatted(expected, name, found));
  }

  /** Without any secret. */
  @Override
  public String toString() {
    return Stream.of(webhook == null ? null : "a webhook", telegram)
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), t -> isOff() ? "off" : t));
  }
}
