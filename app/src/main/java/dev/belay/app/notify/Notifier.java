package dev.belay.app.notify;

import dev.belay.activities.notify.Channel;
import dev.belay.activities.notify.Courier;
import dev.belay.activities.notify.Patience;
import dev.belay.activities.notify.TelegramBot;
import dev.belay.activities.notify.Wire;
import dev.belay.api.health.Notified;
import dev.belay.api.portfolio.RemoteDesk;
import dev.belay.app.notify.NotifySettings.Commands;
import dev.belay.app.notify.NotifySettings.Telegram;
import dev.belay.ledger.Notifications;
import dev.belay.ledger.RemoteCommands;
import dev.belay.ledger.SoleHolder;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.LedgerReader;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications of one fund, in threads of their own: nothing that trades waits for them, and none
 * of their failures gets out. Of several processes on the same books one sends and listens, the one
 * that holds a lock in Postgres; when it ends another takes over.
 */
public final class Notifier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Notifier.class);

  /** Of the advisory lock; any number, for ever the same. */
  private static final long TELLING = 0x62656c61794eL;

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration END_WITHIN = Duration.ofSeconds(3);

  private final NotifySettings settings;
  private final String portfolio;
  private final String mode;
  private final Books books;
  private final InstantSource wall;
  private final Wire wire;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable Session session;
  private @Nullable Thread thread;

  /**
   * What it needs of the ledger.
   *
   * @param lock takes the lock of a number; empty when another process has it
   */
  public record Books(
      HistoryReader history,
      LedgerReader reader,
      Notifications notifications,
      RemoteCommands commands,
      Lock lock) {}

  /** Takes a lock of the database. */
  public interface Lock {
    Optional<SoleHolder> take(long number);
  }

  /** Those at work while the lock is held. */
  private record Session(List<Courier> couriers, @Nullable TelegramEar ear) {}

  public Notifier(
      NotifySettings settings, String portfolio, String mode, Books books, InstantSource wall) {
    this.settings = settings;
    this.portfolio = portfolio;
    this.mode = mode;
    this.books = books;
    this.wall = wall;
    this.wire = new Wire(CONNECT_WITHIN, wall);
  }

  /** Begins, where anything is configured. */
  public synchronized void start(Supplier<RemoteDesk> desk) {
    if (!settings.isOff() && thread == null) {
      thread = Thread.ofPlatform().daemon().name("belay-notify").start(() -> run(desk));
    }
  }

  private void run(Supplier<RemoteDesk> desk) {
    boolean away = false;
    try {
      while (true) {
        try (SoleHolder lock = books.lock().take(TELLING).orElse(null)) {
          if (lock != null) {
            work(lock, desk.get());
          }
          away = false;
        } catch (RuntimeException e) {
          if (!away) {
            log.warn("No notifications for now: {}. Trading goes on", "" + e);
          }
          away = true;
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void work(SoleHolder lock, RemoteDesk desk) throws InterruptedException {
    Session begun = session(desk);
    List<Thread> threads = new ArrayList<>();
    begun.couriers().forEach(courier -> threads.add(thread(courier.channel(), courier)));
    if (begun.ear() != null) {
      threads.add(thread("telegram commands", begun.ear()));
    }
    session = begun;
    threads.forEach(Thread::start);
    try {
      while (lock.isHeld()) {
        Thread.sleep(LOOK);
      }
    } finally {
      session = null;
      threads.forEach(Thread::interrupt);
      for (Thread each : threads) {
        join(each);
      }
    }
  }

  private static void join(Thread thread) {
    try {
      boolean unused = thread.join(END_WITHIN);
    } catch (InterruptedException e) {
      // Being closed: all are interrupted already.
      Thread.currentThread().interrupt();
    }
  }

  /** Not a virtual one: interrupted, that would spoil the connection to Postgres it waits on. */
  private static Thread thread(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name("belay-notify " + name).unstarted(work);
  }

  private Session session(RemoteDesk desk) {
    List<Channel> channels = new ArrayList<>();
    settings.hook(portfolio, mode, wire).ifPresent(channels::add);
    Telegram telegram = settings.telegram();
    TelegramEar ear = null;
    if (telegram != null) {
      TelegramBot bot = telegram.bot(wire);
      channels.addAll(telegram.channels(bot));
      ear = telegram.commands() == Commands.NONE ? null : ear(bot, telegram, desk);
    }
    NoticeWriter writer = new NoticeWriter(portfolio, books.history(), books.reader());
    List<Courier> couriers =
        channels.stream()
            .map(channel -> new Courier(channel, source(channel, writer), Patience.usual(), wall))
            .toList();
    return new Session(couriers, ear);
  }

  private JournalNotices source(Channel channel, NoticeWriter writer) {
    return new JournalNotices(
        portfolio,
        channel.name(),
        settings.topics(),
        books.notifications(),
        books.history(),
        writer,
        wall);
  }

  private TelegramEar ear(TelegramBot bot, Telegram telegram, RemoteDesk desk) {
    RemoteAnswers answers =
        new RemoteAnswers(desk, RemoteAnswers.Days.of(books.history(), portfolio));
    RemoteControl control =
        new RemoteControl(bot.id(), telegram, desk, answers, books.commands(), this::code, wall);
    return new TelegramEar(bot, books.commands(), control, Patience.usual());
  }

  private String code() {
    return String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
  }

  /** Which channels there are and whether they answer; no secret is in it. */
  public Notified state() {
    if (settings.isOff()) {
      return Notified.OFF;
    }
    Session now = session;
    if (now == null) {
      return new Notified(Notified.State.ELSEWHERE, idle());
    }
    List<Notified.Channel> channels = new ArrayList<>();
    now.couriers().forEach(courier -> channels.add(channel(courier)));
    TelegramEar ear = now.ear();
    if (ear != null) {
      String problem = ear.problem();
      channels.add(
          new Notified.Channel(
              "telegram commands", problem == null, problem == null ? "heard" : problem, null, 0));
    }
    return new Notified(Notified.State.HERE, channels);
  }

  private List<Notified.Channel> idle() {
    List<Notified.Channel> channels = new ArrayList<>();
    settings.hook(portfolio, mode, wire).ifPresent(hook -> channels.add(idle(hook.name())));
    Telegram telegram = settings.telegram();
    if (telegram != null) {
      telegram.chats().forEach(chat -> channels.add(idle("telegram " + chat)));
    }
    return channels;
  }

  private static Notified.Channel idle(String name) {
    return new Notified.Channel(name, true, "not told by this process", null, 0);
  }

  private static Notified.Channel channel(Courier courier) {
    Courier.State state = courier.state();
    Instant since = state.awaySince();
    String left = state.refused() == 0 ? "" : ", refused %d".formatted(state.refused());
    return new Notified.Channel(
        courier.channel(),
        since == null,
        (since == null
                ? state.toldAt() == null ? "nothing was told yet" : "answers"
                : "no answer since %s: %s".formatted(since, state.problem()))
            + left,
        state.toldAt(),
        state.told());
  }

  @Override
  public synchronized void close() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      join(running);
    }
    wire.close();
  }
}
