package dev.belay.simulator.venue;

import dev.belay.engine.fill.Account;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** One account with its keys. */
public final class VenueAccount {
  private final String apiKey;
  private final byte[] secret;
  final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, or by the venue's write lock. */
  Account state;

  VenueAccount(String apiKey, String secretKey, Account state) {
    this.apiKey = apiKey;
    this.secret = secretKey.getBytes(StandardCharsets.UTF_8);
    this.state = state;
  }

  public String id() {
    return state.id();
  }

  public String apiKey() {
    return apiKey;
  }

  /** The key of its signatures. Never to be logged. */
  public byte[] secret() {
    return secret.clone();
  }

  String secretKey() {
    return new String(secret, StandardCharsets.UTF_8);
  }
}
