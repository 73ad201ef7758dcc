package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.belay.api.command.CommandAnswer;
import dev.belay.api.health.Notified;
import dev.belay.api.portfolio.HaltView;
import dev.belay.api.portfolio.PortfolioView;
import dev.belay.api.portfolio.PositionView;
import dev.belay.api.portfolio.RemoteDesk;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.notify.Notifier;
import dev.belay.app.notify.NotifySettings;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.GuardState;
import dev.belay.domain.position.PositionStatus;
import dev.belay.testing.FakeHook;
import dev.belay.testing.FakeHook.Answer;
import dev.belay.testing.FakeHook.Request;
import dev.belay.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Notifications over a real ledger, to servers that are not. */
@Tag("integration")
class NotifierTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HOOK_SECRET = "s3cr3t-hook";
  private static final long CHAT = 42;
  private static final long ANNA = 7;

  private final FakeHook hook = FakeHook.start(r -> Answer.of(200, ""));
  private final FakeTelegram telegram = new FakeTelegram();
  private final LedgerStack ledger =
      new LedgerStack(postgres(), Failpoints.NONE, InstantSource.system(), "test");
  private final Desk desk = new Desk();
  private final List<Notifier> notifiers = new ArrayList<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  private static PostgresServer postgres() {
    String url = TestPostgres.newDatabase();
    return new PostgresServer() {
      @Override
      public Kind kind() {
        return Kind.EXTERNAL;
      }

      @Override
      public String jdbcUrl() {
        return url;
      }

      @Override
      public String user() {
        return TestPostgres.USER;
      }

      @Override
      public String password() {
        return "";
      }

      @Override
      public void close() {}
    };
  }

  /** Keeps what it was told, with the keys. */
  private static final class Desk implements RemoteDesk {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public PortfolioView fund() {
      throw new UnsupportedOperationException("Not asked by these tests");
    }

    @Override
    public List<PositionView> positions() {
      return List.of(
          position("a0", "BTCUSDT"), position("a1", "BTCUSDT"), position("a0", "ETHUSDT"));
    }

    private static PositionView position(String agent, String symbol) {
      return new PositionView(
          "main.%s/%s/1".formatted(agent, symbol),
          agent,
          "main." + agent,
          Symbol.of(symbol),
          Direction.LONG,
          PositionStatus.OPEN,
          Quantity.of("1"),
          Price.of("100"),
          null,
          Price.of("101"),
          null,
          3,
          Price.of("98"),
          true,
          Instant.EPOCH,
          GuardState.GUARDED,
          null,
          Usdt.of("1"),
          null,
          Usdt.ZERO,
          Usdt.ZERO,
          Usdt.ZERO,
          Usdt.ZERO,
          "d",
          Instant.EPOCH,
          Instant.EPOCH,
          null);
    }

    @Override
    public @Nullable HaltView halt() {
      return null;
    }

    @Override
    public int openCases() {
      return 0;
    }

    @Override
    public CommandAnswer halt(String key, String by) {
      return tell("halt", key, by);
    }

    @Override
    public CommandAnswer flatten(String key, String by) {
      return tell("flatten", key, by);
    }

    @Override
    public CommandAnswer pause(String agent, String key, String by) {
      return tell("pause " + agent, key, by);
    }

    @Override
    public CommandAnswer close(String positionId, String key, String by) {
      return tell("close " + positionId, key, by);
    }

    private CommandAnswer tell(String what, String key, String by) {
      told.add("%s key %s by %s".formatted(what, key, by));
      return new CommandAnswer(what, true, "Done: " + what, null, "/", null);
    }
  }

  @BeforeEach
  void begin() {
    ledger.roster.seed(PortfolioFile.shipped(), Instant.parse("2026-01-05T00:00:00Z"));
    logged.list = new CopyOnWriteArrayList<>();
    logged.start();
    root().addAppender(logged);
  }

  @AfterEach
  void end() {
    notifiers.forEach(Notifier::close);
    root().detachAppender(logged);
    ledger.close();
    hook.close();
    telegram.close();
    assertThat(logged.list)
        .as("no secret in any log")
        .noneMatch(
            event ->
                (event.getFormattedMessage() + event.getThrowableProxy())
                    .matches("(?s).*(" + HOOK_SECRET + "|" + FakeTelegram.SECRET + ").*"));
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private Notifier start(Map<String, String> environment) {
    Notifier notifier =
        new Notifier(
            NotifySettings.of(environment),
            "main",
            "paper",
            new Notifier.Books(
                ledger.history, ledger.reader, ledger.notifications, ledger.remote, ledger::lock),
            InstantSource.system());
    notifiers.add(notifier);
    notifier.start(() -> desk);
    return notifier;
  }

  private Map<String, String> webhook() {
    return Map.of("BELAY_WEBHOOK_URL", hook.url() + "/" + HOOK_SECRET);
  }

  private Map<String, String> chats() {
    return Map.of(
        "BELAY_TELEGRAM_TOKEN",
        FakeTelegram.TOKEN,
        "BELAY_TELEGRAM_CHATS",
        "" + CHAT + ",-43",
        "BELAY_TELEGRAM_API",
        telegram.url());
  }

  private void awaitChannels(int count) {
    FakeHook.await(
        count + " channels to begin",
        LIMIT,
        () ->
            ledger.database.read(
                    sql ->
                        sql.one(
                            "SELECT count(*) AS n FROM belay.notification_channels",
                            r -> r.number("n")))
                == count);
  }

  private void awaitTold(String text) {
    FakeHook.await(text, LIMIT, () -> !hook.with(text).isEmpty());
  }

  private List<String> warnings() {
    return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aNewChannelHearsWhatHappensFromNowAndARestartLosesAndRepeatsNothing() {
    ledger.controls.halt("main", "of before", "test");
    Notifier first = start(webhook());
    awaitChannels(1);
    ledger.controls.resume("main", "test");
    awaitTold("Entries admitted again by test");
    // Taken by the channel is not yet kept: ended between the two, it would be told again.
    FakeHook.await("it to be kept", LIMIT, () -> first.state().channels().getFirst().told() == 1);
    first.close();

    ledger.controls.halt("main", "while nobody told", "test");
    Notifier second = start(webhook());
    awaitTold("while nobody told");
    ledger.controls.setPaused("main", "qwen_single", true, "test");
    awaitTold("Paused by test");

    assertThat(hook.requests())
        .extracting(Request::body)
        .hasSize(3)
        .noneMatch(body -> body.contains("of before"));
    assertThat(hook.requests().getLast().body())
        .contains("\"event\":\"pause\"", "\"agent\":\"qwen_single\"", "\"mode\":\"paper\"");
    FakeHook.await("its state", LIMIT, () -> second.state().channels().getFirst().told() == 2);
    assertThat(second.state().state()).isEqualTo(Notified.State.HERE);
    assertThat(second.state().toString()).doesNotContain(HOOK_SECRET);
  }

  @Test
  void anOutageIsSaidOnceAndWhatHappenedMeanwhileIsToldAfterwards() {
    hook.answer(r -> Answer.of(503, ""));
    Notifier notifier = start(webhook());
    awaitChannels(1);
    ledger.controls.halt("main", "in the outage", "test");
    FakeHook.await("two tries", LIMIT, () -> hook.requests().size() >= 2);
    Notified.Channel away = notifier.state().channels().getFirst();
    assertThat(away.answers()).isFalse();
    assertThat(away.detail()).contains("HTTP 503");
    ledger.controls.resume("main", "test");

    hook.answer(r -> Answer.of(200, ""));
    awaitTold("Entries admitted again");

    assertThat(warnings()).filteredOn(w -> w.contains("No notifications reach")).hasSize(1);
    FakeHook.await("an end", LIMIT, () -> notifier.state().channels().getFirst().answers());
  }

  @Test
  void onlyWhatIsWantedIsTold() {
    Map<String, String> environment = new TreeMap<>(webhook());
    environment.put("BELAY_NOTIFY_EVENTS", "pause");
    Notifier unused = start(environment);
    awaitChannels(1);
    ledger.controls.halt("main", "not wanted", "test");
    ledger.controls.setPaused("main", "qwen_single", true, "test");
    awaitTold("Paused by test");

    assertThat(hook.requests()).hasSize(1);
  }

  @Test
  void ofTwoProcessesOneTellsAndTheOtherTakesOver() {
    Notifier first = start(webhook());
    awaitChannels(1);
    Notifier second = start(webhook());
    ledger.controls.halt("main", "by the first", "test");
    awaitTold("by the first");
    assertThat(second.state().state()).isEqualTo(Notified.State.ELSEWHERE);

    first.close();
    FakeHook.await("the other", LIMIT, () -> second.state().state() == Notified.State.HERE);
    ledger.controls.resume("main", "test");
    awaitTold("admitted again");

    assertThat(hook.requests()).hasSize(2);
  }

  @Test
  void manyEventsAreCountedInsteadOfTold() {
    Notifier first = start(webhook());
    awaitChannels(1);
    first.close();
    ledger.database.write(
        "test",
        sql ->
            sql.one(
                """
                SELECT max(belay.append_journal('main.qwen_single', 'pause', '{"by":"x"}', now()))
                  AS n FROM generate_series(1, 5100)""",
                r -> r.number("n")));
    Map<String, String> environment = new TreeMap<>(webhook());
    environment.put("BELAY_NOTIFY_EVENTS", "halt");

    Notifier unused = start(environment);
    ledger.controls.halt("main", "after all", "test");
    awaitTold("after all");

    assertThat(hook.requests().getFirst().body())
        .contains("\"event\":\"note\"", "100 older events of the journal are not told here");
  }

  @Test
  void aCommandNeedsItsCodeAndActsOnce() {
    Notifier unused = start(chats());

    String code = FakeTelegram.code(telegram.ask(CHAT, ANNA, "/halt"));
    assertThat(desk.told).isEmpty();
    long confirmation = 1001;
    assertThat(telegram.ask(CHAT, ANNA, code)).isEqualTo("Done: halt");
    assertThat(desk.told).containsExactly("halt key telegram/123456/1001 by telegram anna 7");

    telegram.deliverAgain(confirmation);
    assertThat(desk.told)
        .as("the same key, which acts once")
        .hasSize(2)
        .allMatch(told -> told.contains("key telegram/123456/1001 "));
    assertThat(telegram.ask(CHAT, ANNA, code)).startsWith("Refused, CODE_USED:");
    assertThat(desk.told).hasSize(2);
    assertThat(warnings())
        .anyMatch(w -> w.contains("refused a message of chat 42") && w.endsWith("CODE_USED"));
  }

  @Test
  void aCodeIsForOnePersonInOneChatAndOneCommand() {
    Notifier unused = start(chats());
    String code = FakeTelegram.code(telegram.ask(CHAT, ANNA, "/flatten@belaybot"));

    assertThat(telegram.ask(-43, ANNA, code)).startsWith("Refused, CODE_FOREIGN:");
    assertThat(telegram.ask(CHAT, 8, code)).startsWith("Refused, CODE_FOREIGN:");
    assertThat(telegram.ask(CHAT, ANNA, "/halt " + code)).startsWith("Refused, CODE_FOREIGN:");
    assertThat(desk.told).isEmpty();
    assertThat(telegram.ask(CHAT, ANNA, "/flatten " + code)).isEqualTo("Done: flatten");
    assertThat(desk.told).hasSize(1);
  }

  @Test
  void nobodyGuessesACode() {
    Notifier unused = start(chats());
    String code = FakeTelegram.code(telegram.ask(CHAT, ANNA, "/halt"));
    String other = code.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < 5; i++) {
      assertThat(telegram.ask(CHAT, ANNA, other)).startsWith("Refused, CODE_UNKNOWN:");
    }

    assertThat(telegram.ask(CHAT, ANNA, code)).startsWith("Refused, CODE_BLOCKED:");
    assertThat(desk.told).isEmpty();
  }

  @Test
  void aStrangerIsNotAnsweredAndSaidOnce() {
    Notifier unused = start(chats());
    long unused1 = telegram.write(99, 1, "/status", Instant.now());
    long unused2 = telegram.write(99, 1, "/halt", Instant.now());
    long unused3 = telegram.write(CHAT, ANNA, "hello", Instant.now());
    telegram.settled();

    assertThat(telegram.said()).isEmpty();
    assertThat(warnings())
        .filteredOn(w -> w.contains("chat 99"))
        .singleElement()
        .asString()
        .contains("CHAT_NOT_ALLOWED", "BELAY_TELEGRAM_CHATS");
  }

  @Test
  void closingNamesItsPositionAndIsNotDoneLate() {
    Notifier unused = start(chats());

    assertThat(telegram.ask(CHAT, ANNA, "/close btc")).startsWith("Refused, POSITION_AMBIGUOUS:");
    assertThat(telegram.ask(CHAT, ANNA, "/close XRP")).startsWith("Refused, POSITION_UNKNOWN:");
    assertThat(telegram.ask(CHAT, ANNA, "/close a1 BTC"))
        .isEqualTo("Done: close main.a1/BTCUSDT/1");
    long late = telegram.write(CHAT, ANNA, "/close ETHUSDT", Instant.now().minusSeconds(600));
    telegram.settled();
    assertThat(late).isPositive();
    assertThat(telegram.to(CHAT)).last().asString().startsWith("Refused, COMMAND_STALE:");

    telegram.deliverAgain(1002);
    assertThat(desk.told)
        .hasSize(2)
        .allMatch(t -> t.startsWith("close main.a1/BTCUSDT/1 key telegram/123456/1002 "));
  }

  @Test
  void aRestartTakesUpWhereItWas() {
    Notifier first = start(chats());
    String code = FakeTelegram.code(telegram.ask(CHAT, ANNA, "/halt"));
    telegram.settled();
    first.close();

    Notifier unused = start(chats());

    assertThat(telegram.ask(CHAT, ANNA, code)).isEqualTo("Done: halt");
    assertThat(desk.told).hasSize(1);
  }

  @Test
  void aBotThatOnlyReadsCommandsNothing() {
    Map<String, String> environment = new TreeMap<>(chats());
    environment.put("BELAY_TELEGRAM_COMMANDS", "read");
    Notifier unused = start(environment);

    assertThat(telegram.ask(CHAT, ANNA, "/halt")).startsWith("Refused, COMMANDS_OFF:");
    assertThat(telegram.ask(CHAT, ANNA, "/positions")).contains("main.a0/ETHUSDT/1: open long 1");
    assertThat(telegram.ask(CHAT, ANNA, "/daily")).isEqualTo("Nothing was marked yet.");
    assertThat(telegram.ask(CHAT, ANNA, "/start")).contains("/flatten: halts and closes");
    assertThat(telegram.ask(CHAT, ANNA, "/dance")).startsWith("Refused, COMMAND_UNKNOWN:");
  }

  @Test
  void eachChatIsToldByItself() {
    Notifier notifier = start(chats());
    awaitChannels(2);
    ledger.controls.halt("main", "for both", "test");

    FakeHook.await("two chats", LIMIT, () -> telegram.said().size() == 2);
    assertThat(telegram.said())
        .containsExactlyInAnyOrder(
            new FakeTelegram.Said(CHAT, "✕ Entries halted by test: for both"),
            new FakeTelegram.Said(-43, "✕ Entries halted by test: for both"));
    assertThat(notifier.state().channels())
        .extracting(Notified.Channel::name)
        .containsExactly("telegram -43", "telegram 42", "telegram commands");
  }
}
