package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ledger.RemoteCommands.CodeRefusal;
import dev.belay.ledger.RemoteCommands.Confirmed;
import dev.belay.ledger.RemoteCommands.Message;
import dev.belay.ledger.RemoteCommands.Refused;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RemoteCommandsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Books books;
  private RemoteCommands commands;

  @BeforeEach
  void open() {
    books = Books.fresh();
    commands = new RemoteCommands(books.database, books.wall);
    commands.await(message(1), "pause a0", "h1", MINUTE);
  }

  @AfterEach
  void close() {
    books.close();
  }

  /** Of one person in one chat. */
  private static Message message(long id) {
    return new Message(5, id, 100, 200);
  }

  @Test
  void aCodeConfirmsOnceAndItsOwnMessageAgain() {
    assertThat(commands.confirm(message(2), "h1", null)).isEqualTo(new Confirmed("pause a0"));
    assertThat(commands.confirm(message(2), "h1", null))
        .as("delivered again")
        .isEqualTo(new Confirmed("pause a0"));
    assertThat(commands.confirm(message(3), "h1", "pause"))
        .as("typed again")
        .isEqualTo(new Refused(CodeRefusal.CODE_USED));
  }

  @Test
  void aCodeIsOfItsChatItsSenderAndItsCommand() {
    Refused foreign = new Refused(CodeRefusal.CODE_FOREIGN);

    assertThat(commands.confirm(new Message(5, 2, 101, 200), "h1", null)).isEqualTo(foreign);
    assertThat(commands.confirm(new Message(5, 3, 100, 201), "h1", null)).isEqualTo(foreign);
    assertThat(commands.confirm(message(4), "h1", "flatten")).isEqualTo(foreign);
    assertThat(commands.confirm(new Message(6, 5, 100, 200), "h1", null))
        .as("of another bot")
        .isEqualTo(new Refused(CodeRefusal.CODE_UNKNOWN));
    assertThat(commands.confirm(message(6), "h1", "pause")).isInstanceOf(Confirmed.class);
  }

  @Test
  void aCodeHasItsTime() {
    books.wallNow = books.wallNow.plus(MINUTE).plusMillis(1);

    assertThat(commands.confirm(message(2), "h1", null))
        .isEqualTo(new Refused(CodeRefusal.CODE_EXPIRED));
  }

  @Test
  void aCommandDeliveredAgainGetsANewCodeUntilItIsConfirmed() {
    commands.await(message(1), "pause a0", "h2", MINUTE);
    assertThat(commands.confirm(message(2), "h1", null))
        .isEqualTo(new Refused(CodeRefusal.CODE_UNKNOWN));
    assertThat(commands.confirm(message(3), "h2", null)).isInstanceOf(Confirmed.class);

    commands.await(message(1), "pause a0", "h3", MINUTE);
    assertThat(commands.confirm(message(4), "h3", null))
        .isEqualTo(new Refused(CodeRefusal.CODE_UNKNOWN));
  }

  @Test
  void oneWithoutACodeIsKnownByItsMessage() {
    assertThat(commands.command(message(9))).isEmpty();
    commands.keep(message(9), "close x");
    commands.keep(message(9), "close y");
    assertThat(commands.command(message(9))).contains("close x");
  }

  @Test
  void messagesAreAskedForFromTheOneAfterTheLast() {
    assertThat(commands.next(5)).isZero();
    commands.taken(5, 41);
    commands.taken(5, 40);
    assertThat(commands.next(5)).isEqualTo(42);
    assertThat(commands.next(6)).isZero();
  }
}
