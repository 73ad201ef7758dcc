package dev.belay.activities.notify;

import java.time.Duration;
import java.util.List;

/** A chat that a bot writes to. */
public final class TelegramChat implements Channel {
  private final TelegramBot bot;
  private final long chat;

  /**
   * @param chat its number; negative of a group
   */
  public TelegramChat(TelegramBot bot, long chat) {
    this.bot = bot;
    this.chat = chat;
  }

  @Override
  public String name() {
    return "telegram " + chat;
  }

  @Override
  public int most() {
    return 20;
  }

  /** A chat takes one a second, a group twenty a minute. */
  @Override
  public Duration breath() {
    return chat < 0 ? Duration.ofSeconds(3) : Duration.ofMillis(1100);
  }

  @Override
  public Sent send(List<Notice> notices) throws InterruptedException {
    return bot.send(chat, Lines.of(notices, TelegramBot.LONGEST));
  }

  @Override
  public String toString() {
    return name();
  }
}
