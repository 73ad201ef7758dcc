package dev.belay.app.notify;

import dev.belay.activities.notify.Patience;
import dev.belay.activities.notify.Sent;
import dev.belay.activities.notify.TelegramBot;
import dev.belay.activities.notify.TelegramBot.Bad;
import dev.belay.activities.notify.TelegramBot.Good;
import dev.belay.activities.notify.TelegramBot.Message;
import dev.belay.activities.notify.TelegramBot.Update;
import dev.belay.ledger.RemoteCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what is written to the bot, and replies. A message counts as dealt with when its
 * command was carried out, so a crash in between has it delivered again; its key sees that it acts
 * once.
 */
final class TelegramEar implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(TelegramEar.class);
  private static final Duration POLL = Duration.ofSeconds(25);
  private static final int TRIES = 5;

  private final TelegramBot bot;
  private final RemoteCommands book;
  private final RemoteControl control;
  private final Patience patience;
  private volatile @Nullable String problem;

  TelegramEar(TelegramBot bot, RemoteCommands book, RemoteControl control, Patience patience) {
    this.bot = bot;
    this.book = book;
    this.control = control;
    this.patience = patience;
  }

  /** Why nothing is heard; null while all is well. */
  @Nullable String problem() {
    return problem;
  }

  /** Until it is interrupted. */
  @Override
  public void run() {
    int failures = 0;
    String name = null;
    try {
      while (true) {
        Optional<Duration> asked = Optional.empty();
        boolean fine = false;
        try {
          if (name == null) {
            switch (bot.name()) {
              case Good<String>(String own) -> name = own;
              case Bad<String>(Sent why) -> asked = silent(why);
            }
          }
          if (name != null) {
            switch (bot.updates(book.next(bot.id()), POLL)) {
              case Good<List<Update>>(List<Update> updates) -> {
                for (Update update : updates) {
                  hear(update, name);
                }
                heard();
                fine = true;
              }
              case Bad<List<Update>>(Sent why) -> asked = silent(why);
            }
          }
        } catch (RuntimeException e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          asked = silent("the ledger does not answer (%s)".formatted(e.getClass().getSimpleName()));
        }
        failures = fine ? 0 : failures + 1;
        if (!fine) {
          Thread.sleep(patience.after(failures, asked));
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void hear(Update update, String name) throws InterruptedException {
    if (update.message().isPresent()) {
      Message message = update.message().get();
      Optional<String> reply = reply(update.id(), message, name);
      if (reply.isPresent()) {
        say(message.chat(), reply.get());
      }
    }
    book.taken(bot.id(), update.id());
  }

  /** At most twice: whoever asked can ask again. */
  private void say(long chat, String text) throws InterruptedException {
    Sent sent = bot.send(chat, text);
    if (sent instanceof Sent.Later later) {
      Duration wait = later.after().orElse(Duration.ofSeconds(1));
      Thread.sleep(wait.compareTo(POLL) > 0 ? POLL : wait);
      sent = bot.send(chat, text);
    }
    if (!(sent instanceof Sent.Delivered)) {
      log.warn("Telegram: the reply to a message of chat {} did not arrive", chat);
    }
  }

  /** Tries again while the ledger is away; what fails for ever must not deafen the bot. */
  private Optional<String> reply(long id, Message message, String name)
      throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        return control.answer(id, message, name);
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("closed");
        }
        log.warn(
            "Telegram: a message of chat {} could not be answered, attempt {} of {}: {}",
            message.chat(),
            i,
            TRIES,
            e.getClass().getSimpleName());
        log.debug("Of that message", e);
        if (i == TRIES) {
          return Optional.of(
              "That failed. Look at the page before you send it again: it may have been done.");
        }
        Thread.sleep(patience.after(i, Optional.empty()));
      }
    }
  }

  private Optional<Duration> silent(Sent sent) {
    return switch (sent) {
      case Sent.Later(String why, Optional<Duration> wait) -> {
        var unused = silent(why);
        yield wait;
      }
      case Sent.Refused(String why) -> silent(why);
      case Sent.Delivered ignored -> Optional.empty();
    };
  }

  private Optional<Duration> silent(String why) {
    if (problem == null) {
      log.warn("Telegram: no commands are heard for now: {}. Trading goes on", why);
    }
    problem = why;
    return Optional.empty();
  }

  private void heard() {
    if (problem != null) {
      log.info("Telegram: commands are heard again");
    }
    problem = null;
  }
}
