package dev.belay.simulator.wire;

import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whose request it is: HMAC-SHA-256 over the exact bytes of query and body, one after the other,
 * without the signature itself. Times of the protocol are wall time.
 */
final class Signing {
  private static final long DEFAULT_WINDOW = 5_000;
  private static final long MAX_WINDOW = 60_000;
  private static final long ALLOWED_AHEAD = 1_000;

  private final Venue venue;

  Signing(Venue venue) {
    this.venue = venue;
  }

  /** Whose key the request carries; for what need not be signed. */
  VenueAccount bearer(Call call) {
    String key = call.header("X-MBX-APIKEY");
    if (key == null || key.isEmpty()) {
      throw new ApiError(401, -2014, "API-key format invalid.");
    }
    return venue
        .byKey(key)
        .orElseThrow(
            () -> new ApiError(401, -2015, "Invalid API-key, IP, or permissions for action."));
  }

  VenueAccount account(Call call) {
    VenueAccount account = bearer(call);
    String signature = call.required("signature");
    checkTime(call);
    byte[] expected = hmac(account, unsigned(call.query()) + unsigned(call.body()));
    byte[] given = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(
        HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII), given)) {
      throw ApiError.of(-1022, "Signature for this request is not valid.");
    }
    return account;
  }

  /** The request is not from the future, and not older than it says it may be. */
  void checkTime(Call call) {
    call.required("timestamp");
    long timestamp = call.longOr("timestamp", 0);
    long window = call.longOr("recvWindow", DEFAULT_WINDOW);
    if (window < 0 || window > MAX_WINDOW) {
      throw ApiError.of(-1131, "recvWindow must be less than " + MAX_WINDOW);
    }
    long now = venue.clock().wallNow() + call.skew();
    if (timestamp >= now + ALLOWED_AHEAD) {
      throw ApiError.of(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    }
    if (now - timestamp > window) {
      throw ApiError.of(-1021, "Timestamp for this request is outside of the recvWindow.");
    }
  }

  private static String unsigned(String part) {
    if (part.startsWith("signature=")) {
      int next = part.indexOf('&');
      return next < 0 ? "" : part.substring(next + 1);
    }
    int at = part.indexOf("&signature=");
    if (at < 0) {
      return part;
    }
    int next = part.indexOf('&', at + 1);
    return next < 0 ? part.substring(0, at) : part.substring(0, at) + part.substring(next);
  }

  private static byte[] hmac(VenueAccount account, String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(account.secret(), "HmacSHA256"));
      return mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every JDK to have HmacSHA256", e);
    }
  }
}
