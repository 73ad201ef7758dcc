package dev.belay.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands that came through a messenger: which of its messages were taken, and which wait for a
 * code to be typed back. Kept here, so that a message delivered again, also after a restart, is
 * recognised.
 */
public final class RemoteCommands {
  private final Database database;
  private final InstantSource wall;

  public RemoteCommands(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * Whose message it is.
   *
   * @param id number of the message, unique to the bot
   * @param sender who wrote it; in a group not the chat
   */
  public record Message(long bot, long id, long chat, long sender) {}

  /** Why a code is refused. */
  public enum CodeRefusal {
    /** Nobody was given that code. */
    CODE_UNKNOWN,
    /** It was given to another chat or person, or for another command. */
    CODE_FOREIGN,
    /** It was typed back before. */
    CODE_USED,
    /** It was typed back too late. */
    CODE_EXPIRED
  }

  /** What a typed code comes to. */
  public sealed interface Verdict {}

  /**
   * The command may be carried out.
   *
   * @param command as it was asked for
   */
  public record Confirmed(String command) implements Verdict {}

  public record Refused(CodeRefusal why) implements Verdict {}

  /** The number of the next message to ask for; 0 before the first. */
  public long next(long bot) {
    return database.read(
        sql ->
            sql.first(
                    "SELECT next_update FROM belay.remote_bots WHERE bot = ?",
                    r -> r.number("next_update"),
                    bot)
                .orElse(0L));
  }

  /** The message was dealt with: it is not asked for again. */
  public void taken(long bot, long message) {
    int unused =
        database.write(
            "remote-taken",
            sql ->
                sql.update(
                    """
                    INSERT INTO belay.remote_bots AS b (bot, next_update) VALUES (?, ?)
                      ON CONFLICT (bot) DO UPDATE
                        SET next_update = greatest(b.next_update, excluded.next_update)""",
                    bot,
                    message + 1));
  }

  /** The command that the message has brought before; empty where it is new. */
  public Optional<String> command(Message message) {
    return database.read(
        sql ->
            sql.first(
                "SELECT command FROM belay.remote_commands WHERE bot = ? AND message = ?",
                r -> r.text("command"),
                message.bot(),
                message.id()));
  }

  /** Keeps a command that needs no confirmation before it is carried out. */
  public void keep(Message message, String command) {
    keep(message, command, null, null);
  }

  /**
   * Keeps a command that waits for a code. The same message again gets the new code, unless the
   * command was confirmed.
   *
   * @param codeHash of the code that was made for it
   * @param valid from now on
   */
  public void await(Message message, String command, String codeHash, Duration valid) {
    keep(message, command, codeHash, wall.instant().plus(valid));
  }

  private void keep(
      Message message, String command, @Nullable String codeHash, @Nullable Instant expires) {
    int unused =
        database.write(
            "remote-kept",
            sql ->
                sql.update(
                    """
                    INSERT INTO belay.remote_commands AS c
                        (bot, message, chat, sender, command, asked_at, code_hash, expires_at)
                      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                      ON CONFLICT (bot, message) DO UPDATE
                        SET code_hash = excluded.code_hash, expires_at = excluded.expires_at
                        WHERE c.confirmed_by IS NULL AND c.code_hash IS NOT NULL""",
                    message.bot(),
                    message.id(),
                    message.chat(),
                    message.sender(),
                    command,
                    wall.instant(),
                    codeHash,
                    expires));
  }

  private record Waiting(
      long message,
      long chat,
      long sender,
      String command,
      Instant expires,
      @Nullable Instant confirmed) {}

  /**
   * Takes a code that was typed back. The same message again is confirmed again; another message
   * with the same code is not.
   *
   * @param command the command's first word where it was typed, too; null where not
   */
  public Verdict confirm(Message message, String codeHash, @Nullable String command) {
    Instant now = wall.instant();
    return database.write("remote-confirmed", sql -> confirm(sql, message, codeHash, command, now));
  }

  private static Verdict confirm(
      Sql sql, Message message, String codeHash, @Nullable String command, Instant now) {
    Optional<String> before =
        sql.first(
            "SELECT command FROM belay.remote_commands WHERE bot = ? AND confirmed_by = ?",
            r -> r.text("command"),
            message.bot(),
            message.id());
    if (before.isPresent()) {
      return new Confirmed(before.get());
    }
    // One's own first: chance may have given somebody else the same code.
    Waiting waiting =
        sql.first(
                """
                SELECT * FROM belay.remote_commands WHERE bot = ? AND code_hash = ?
                  ORDER BY (chat = ? AND sender = ?) DESC, asked_at DESC, message DESC
                  LIMIT 1 FOR UPDATE""",
                RemoteCommands::waiting,
                message.bot(),
                codeHash,
                message.chat(),
                message.sender())
            .orElse(null);
    if (waiting == null) {
      return new Refused(CodeRefusal.CODE_UNKNOWN);
    }
    boolean own = waiting.chat() == message.chat() && waiting.sender() == message.sender();
    boolean meant = command == null || command.equals(waiting.command().split(" ", 2)[0]);
    if (!own || !meant) {
      return new Refused(CodeRefusal.CODE_FOREIGN);
    }
    if (waiting.confirmed() != null) {
      return new Refused(CodeRefusal.CODE_USED);
    }
    if (now.isAfter(waiting.expires())) {
      return new Refused(CodeRefusal.CODE_EXPIRED);
    }
    sql.update(
        """
        UPDATE belay.remote_commands SET confirmed_by = ?, confirmed_at = ?
          WHERE bot = ? AND message = ?""",
        message.id(),
        now,
        message.bot(),
        waiting.message());
    return new Confirmed(waiting.command());
  }

  private static Waiting waiting(Row r) {
    return new Waiting(
        r.number("message"),
        r.number("chat"),
        r.number("sender"),
        r.text("command"),
        r.instant("expires_at"),
        r.instantOrNull("confirmed_at"));
  }
}
