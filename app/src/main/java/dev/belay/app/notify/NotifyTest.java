package dev.belay.app.notify;

import dev.belay.activities.notify.Channel;
import dev.belay.activities.notify.Notice;
import dev.belay.activities.notify.NoticeTopic;
import dev.belay.activities.notify.Sent;
import dev.belay.activities.notify.TelegramBot;
import dev.belay.activities.notify.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Sends a test message to every channel that is configured. */
public final class NotifyTest {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private NotifyTest() {}

  /**
   * @param channel its name
   * @param delivered whether it took the message
   * @param detail why not, or who it came from; without any secret
   */
  public record Result(String channel, boolean delivered, String detail) {}

  /** Each channel's result; none where nothing is configured. */
  public static List<Result> run(NotifySettings settings, InstantSource wall)
      throws InterruptedException {
    List<Result> results = new ArrayList<>();
    try (Wire wire = new Wire(CONNECT_WITHIN, wall)) {
      List<Channel> channels = new ArrayList<>();
      settings.hook("test", "test", wire).ifPresent(channels::add);
      NotifySettings.Telegram telegram = settings.telegram();
      if (telegram != null) {
        TelegramBot bot = telegram.bot(wire);
        channels.addAll(telegram.channels(bot));
      }
      for (Channel channel : channels) {
        results.add(tried(channel, wall));
      }
    }
    return results;
  }

  private static Result tried(Channel channel, InstantSource wall) throws InterruptedException {
    Notice notice =
        new Notice(
            "test/" + wall.instant(),
            NoticeTopic.NOTE,
            "",
            wall.instant(),
            "This is a test of Belay's notifications.",
            new TreeMap<>());
    return switch (channel.send(List.of(notice))) {
      case Sent.Delivered ignored -> new Result(channel.name(), true, "delivered");
      case Sent.Later(String why, var wait) ->
          new Result(
              channel.name(),
              false,
              why + wait.map(w -> "; asked for again in %d s".formatted(w.toSeconds())).orElse(""));
      case Sent.Refused(String why) -> new Result(channel.name(), false, "refused, " + why);
    };
  }
}
