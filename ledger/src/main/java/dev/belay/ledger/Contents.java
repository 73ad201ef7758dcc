package dev.belay.ledger;

import dev.belay.domain.portfolio.ContentStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts by hash. The character NUL, which Postgres can't hold, is replaced before hashing. A text
 * that {@link Retention} has deleted keeps its hash, and comes back when it is stored again.
 */
public final class Contents implements ContentStore {
  private final Database database;
  private final InstantSource wall;

  public Contents(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * What is left of a text.
   *
   * @param body null once it was deleted
   * @param deletedAt wall time; null while it is there
   */
  public record Stored(@Nullable String body, @Nullable Instant deletedAt) {}

  @Override
  public String put(String kind, String text) {
    String body = Sql.storable(text);
    String hash = sha256(body);
    Instant now = wall.instant();
    database.write(
        "content",
        sql ->
            sql.update(
                """
                INSERT INTO belay.contents (hash, kind, body, recorded_at, used_at)
                  VALUES (?, ?, ?, ?, ?)
                  ON CONFLICT (hash) DO UPDATE
                    SET body = excluded.body, deleted_at = NULL, used_at = excluded.used_at
                    WHERE contents.body IS NULL
                      OR contents.used_at < excluded.used_at - interval '1 hour'""",
                hash,
                kind,
                body,
                now,
                now));
    return hash;
  }

  @Override
  public String get(String hash) {
    Stored stored =
        find(hash)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected a stored text, none has the hash " + hash));
    if (stored.body() == null) {
      throw new IllegalArgumentException(
          "Expected the text with the hash %s, but its body was deleted on %s by retention"
              .formatted(hash, stored.deletedAt()));
    }
    return stored.body();
  }

  /** The text, or when it was deleted; empty if none was ever stored. */
  public Optional<Stored> find(String hash) {
    return database.read(
        sql ->
            sql.first(
                "SELECT body, deleted_at FROM belay.contents WHERE hash = ?",
                r -> new Stored(r.textOrNull("body"), r.instantOrNull("deleted_at")),
                hash));
  }

  /** A decision names the texts, within the transaction that records it. */
  public static void use(Sql sql, Collection<String> hashes, Instant now) {
    for (String hash : hashes) {
      sql.update(
          """
          UPDATE belay.contents SET used_at = ?
            WHERE hash = ? AND used_at < ?::timestamptz - interval '1 hour'""",
          now,
          hash,
          now);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }
}
