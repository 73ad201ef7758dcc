package dev.belay.ledger;

import dev.belay.domain.portfolio.ContentStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;

/** Texts by hash. The character NUL, which Postgres can't hold, is replaced before hashing. */
public final class Contents implements ContentStore {
  private final Database database;
  private final InstantSource wall;

  public Contents(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  @Override
  public String put(String kind, String text) {
    String body = Sql.storable(text);
    String hash = sha256(body);
    database.write(
        "content",
        sql ->
            sql.update(
                """
                INSERT INTO belay.contents (hash, kind, body, recorded_at) VALUES (?, ?, ?, ?)
                  ON CONFLICT (hash) DO NOTHING""",
                hash,
                kind,
                body,
                wall.instant()));
    return hash;
  }

  @Override
  public String get(String hash) {
    return database.read(
        sql ->
            sql.first("SELECT body FROM belay.contents WHERE hash = ?", r -> r.text("body"), hash)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Expected a stored text, none has the hash " + hash)));
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
