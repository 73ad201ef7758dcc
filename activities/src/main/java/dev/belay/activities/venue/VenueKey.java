package dev.belay.activities.venue;

/**
 * An API key with its secret. Never shown: {@code toString} gives neither.
 *
 * @param secret for HMAC, or a private key in PEM for Ed25519
 */
public record VenueKey(String apiKey, String secret) {
  public VenueKey {
    if (apiKey.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("Expected an API key and its secret, one was blank");
    }
  }

  @Override
  public String toString() {
    return "VenueKey[hidden]";
  }
}
