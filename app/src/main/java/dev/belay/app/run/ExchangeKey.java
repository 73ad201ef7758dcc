package dev.belay.app.run;

import dev.belay.activities.venue.VenueKey;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The key to the exchange's account, from the environment only. */
record ExchangeKey(VenueKey key) {
  private static final String KEY = "BELAY_EXCHANGE_KEY";
  private static final String SECRET = "BELAY_EXCHANGE_SECRET";
  private static final int PRINT = 12;

  static ExchangeKey of(Map<String, String> environment) {
    return new ExchangeKey(new VenueKey(require(KEY, environment), require(SECRET, environment)));
  }

  private static String require(String name, Map<String, String> environment) {
    return Secret.of(name, environment)
        .orElseThrow(
            () ->
                new OperatorException(
                    ExitCode.BAD_INPUT,
                    "Expected the exchange's API key in %s and its secret, or its Ed25519 private key in PEM, in %s, or files with them in %s_FILE and %s_FILE, but %s is not set."
                        .formatted(KEY, SECRET, KEY, SECRET, name)));
  }

  /** Tells one key from another without telling the key. */
  String print() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(key.apiKey().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, PRINT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "ExchangeKey[" + print() + "]";
  }
}
