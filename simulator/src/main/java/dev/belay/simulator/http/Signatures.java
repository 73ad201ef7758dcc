package dev.belay.simulator.http;

import dev.belay.simulator.venue.PaperVenue;
import dev.belay.simulator.venue.VenueStore.Keyed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who sent a signed request, if its signature and its time are right. */
final class Signatures {
  private static final long DEFAULT_WINDOW = 5_000;
  private static final long LONGEST_WINDOW = 60_000;
  private static final long ALLOWED_AHEAD = 1_000;

  private final PaperVenue venue;
  private final InstantSource wall;

  Signatures(PaperVenue venue, InstantSource wall) {
    this.venue = venue;
    this.wall = wall;
  }

  /** The account that signed. */
  String account(Request request) {
    String key = request.header("X-MBX-APIKEY");
    if (key == null || key.isBlank()) {
      throw new ApiError(401, -2014, "API-key format invalid.");
    }
    Keyed keyed = venue.byKey(key);
    if (keyed == null) {
      throw new ApiError(401, -2015, "Invalid API-key, IP, or permissions for action.");
    }
    request.need("timestamp");
    String signature = request.need("signature");
    long timestamp = request.number("timestamp", 0);
    long window = request.number("recvWindow", DEFAULT_WINDOW);
    if (window < 1 || window > LONGEST_WINDOW) {
      throw ApiError.bad(-1131, "recvWindow must be at most 60000.");
    }
    if (!MessageDigest.isEqual(
        hmac(keyed.secretKey(), request.signed()), signature.getBytes(StandardCharsets.UTF_8))) {
      throw ApiError.bad(-1022, "Signature for this request is not valid.");
    }
    long now = wall.millis();
    if (timestamp >= now + ALLOWED_AHEAD || now - timestamp > window) {
      throw ApiError.bad(-1021, "Timestamp for this request is outside of the recvWindow.");
    }
    return keyed.account().id();
  }

  private static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
          .getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every JDK to have HmacSHA256", e);
    }
  }
}
