package dev.belay.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the journal of an account of its own with events like those of a round, chained. */
final class JournalFiller {
  private final Connection connection;
  private final String account;
  private final MessageDigest sha;

  JournalFiller(Connection connection, String account) {
    this.connection = connection;
    this.account = account;
    try {
      this.sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  void fill(int events) throws IOException, SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO belay.accounts (id, portfolio, kind)
              SELECT ?, name, 'external' FROM belay.portfolios LIMIT 1""")) {
      insert.setString(1, account);
      insert.executeUpdate();
    }
    String hash = "";
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY belay.journal (account, seq, kind, body, recorded_at, prev_hash, hash)"
                    + " FROM STDIN");
    Instant at = Instant.parse("2026-11-21T08:00:00Z");
    for (int seq = 1; seq <= events; seq++) {
      at = at.plusMillis(137);
      String kind = seq % 3 == 0 ? "decision" : seq % 3 == 1 ? "claimed" : "order";
      String body = body(kind, seq);
      String before = hash;
      hash = hash(before, seq, kind, at, body);
      String row =
          String.join("\t", account, "" + seq, kind, body, at.toString(), before, hash) + "\n";
      byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
      copy.writeToCopy(bytes, 0, bytes.length);
    }
    copy.endCopy();
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE belay.accounts SET journal_seq = ?, journal_hash = ? WHERE id = ?")) {
      update.setLong(1, events);
      update.setString(2, hash);
      update.setString(3, account);
      update.executeUpdate();
    }
  }

  /** As long as those that a fund writes: a decision some 700 bytes, the others 100 to 200. */
  private String body(String kind, int seq) {
    return switch (kind) {
      case "decision" ->
          """
          {"round": "main/%s/%d", "outcome": "TRADE", "observation": "%064x", "replies": \
          [{"voice": "single", "reply_hash": "%064x", "failure": null}], "elements": [{"raw": \
          "{'symbol': 'BTCUSDT', 'action': 'open_long', 'leverage': 5}", "symbol": "BTCUSDT", \
          "action": "OPEN_LONG", "decision": {"leverage": 5, "position_size_usd": "250", \
          "stop_loss": "98000.1", "take_profit": "110000.5", "confidence": 80, "reasoning": \
          "the trend of the last hours goes on and the stop lies below the last low"}, \
          "refusal": null}]}"""
              .formatted(account, seq, seq, seq + 1);
      case "order" ->
          """
          {"order": "blv-%024x", "status": "FILLED", "reason": "", "executed": "0.0125"}"""
              .formatted(seq);
      default -> "{\"order\": \"blv-%024x\"}".formatted(seq);
    };
  }

  private String hash(String before, int seq, String kind, Instant at, String body) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
    String text = String.join("\n", before, account, "" + seq, kind, "" + micros, body);
    return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
