package dev.belay.domain.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names candles by what they are. */
final class CandleDigest {
  private static final int ROWS = 1024;
  private static final int ROW = 6 * Long.BYTES;

  private CandleDigest() {}

  /** Symbol and interval, then time, open, high, low, close and volume of each in turn. */
  static String of(Candles candles) {
    MessageDigest digest = sha256();
    digest.update(
        (candles.symbol() + "\n" + candles.interval() + "\n").getBytes(StandardCharsets.UTF_8));
    ByteBuffer rows = ByteBuffer.allocate(ROWS * ROW);
    for (int i = 0; i < candles.size(); i++) {
      if (!rows.hasRemaining()) {
        digest.update(rows.flip());
        rows.clear();
      }
      rows.putLong(candles.openTime(i))
          .putLong(candles.open(i))
          .putLong(candles.high(i))
          .putLong(candles.low(i))
          .putLong(candles.close(i))
          .putLong(candles.volume(i));
    }
    digest.update(rows.flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }
}
