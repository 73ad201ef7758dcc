package dev.belay.ledger;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Commands by the key they came with: the same key is answered the same, also after a restart. */
public final class CommandKeys {
  private final Database database;
  private final InstantSource wall;

  public CommandKeys(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * What is kept of a key.
   *
   * @param request what it came with first
   * @param answer null when it was begun and not answered
   */
  public record Kept(String request, @Nullable String answer) {}

  /** Keeps the key with its request, before anything is carried out; returns what is kept of it. */
  public Kept begin(String key, String request) {
    return database.write(
        "command-begin",
        sql -> {
          sql.update(
              """
              INSERT INTO belay.command_keys (key, request, recorded_at) VALUES (?, ?, ?)
                ON CONFLICT (key) DO NOTHING\
              """,
              key,
              request,
              wall.instant());
          return sql.one(
              "SELECT request, answer FROM belay.command_keys WHERE key = ?",
              r -> new Kept(r.text("request"), r.textOrNull("answer")),
              key);
        });
  }

  /** Keeps the answer; the first one stays. */
  public void answer(String key, String answer) {
    int unused =
        database.write(
            "command-answer",
            sql ->
                sql.update(
                    "UPDATE belay.command_keys SET answer = coalesce(answer, ?) WHERE key = ?",
                    answer,
                    key));
  }

  /** Frees a key whose command was refused: nothing was applied, so it may name another. */
  public void release(String key) {
    int unused =
        database.write(
            "command-release",
            sql ->
                sql.update("DELETE FROM belay.command_keys WHERE key = ? AND answer IS NULL", key));
  }
}
