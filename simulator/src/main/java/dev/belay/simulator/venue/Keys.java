package dev.belay.simulator.venue;

import java.security.SecureRandom;

/** Makes API keys that look like the exchange's: 64 letters and digits. */
public final class Keys {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random = new SecureRandom();

  /** Another one. */
  public String next() {
    StringBuilder key = new StringBuilder(64);
    for (int i = 0; i < 64; i++) {
      key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return key.toString();
  }
}
