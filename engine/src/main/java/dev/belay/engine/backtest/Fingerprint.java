package dev.belay.engine.backtest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a result by what it was made of and what came of it: equal if and only if data, settings
 * and trades are. How the work was shared out is no part of it.
 */
public final class Fingerprint {
  private static final int ROOM = 1 << 16;
  private final MessageDigest digest = sha256();
  private final ByteBuffer waiting = ByteBuffer.allocate(ROOM);

  /** A setting, or the digest of data. */
  public Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES).putInt(bytes.length);
    if (bytes.length > ROOM) {
      room(ROOM);
      digest.update(bytes);
    } else {
      room(bytes.length).put(bytes);
    }
    return this;
  }

  public Fingerprint add(long... numbers) {
    for (long number : numbers) {
      room(Long.BYTES).putLong(number);
    }
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (waiting.remaining() < bytes) {
      digest.update(waiting.flip());
      waiting.clear();
    }
    return waiting;
  }

  /** All that a run has traded, and what it ended with. */
  public Fingerprint add(Outcome outcome) {
    add(outcome.cash(), outcome.equity(), outcome.equityClosed(), outcome.trips().size());
    for (RoundTrip trip : outcome.trips()) {
      add(trip.symbol().value());
      add(
          trip.direction().ordinal(),
          trip.entryTime(),
          trip.entryPrice(),
          trip.exitTime(),
          trip.exitPrice(),
          trip.quantity(),
          trip.pnl(),
          trip.fees(),
          trip.funding(),
          trip.exit().ordinal());
    }
    for (Outcome.OpenTrip trip : outcome.open()) {
      add(trip.symbol().value());
      add(trip.direction().ordinal(), trip.entryTime(), trip.entryPrice(), trip.quantity());
    }
    return this;
  }

  /** 64 hex digits; ends it. */
  public String hex() {
    digest.update(waiting.flip());
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
