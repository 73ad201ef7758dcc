package dev.belay.simulator.wire;

import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is: HMAC-SHA-256 in hex, or Ed25519 in Base64 where the account has a public
 * key, over the exact bytes of query and body, one after the other, without the signature itself.
 * Times of the protocol are wall time.
 */
final class Signing {
  private static final String ED25519 = "Ed25519";
  private static final long DEFAULT_WINDOW = 5_000;
  private static final long MAX_WINDOW = 60_000;
  private static final long ALLOWED_AHEAD = 1_000;

  private final Venue venue;
  private final Map<String, PublicKey> publicKeys = new ConcurrentHashMap<>();

  Signing(Venue venue) {
    this.venue = venue;
  }

  /**
   * The account signs with the private key from now on; null: with its secret again.
   *
   * @param pem an Ed25519 public key (X.509)
   * @throws ApiError if it is none
   */
  void publicKey(String account, @Nullable String pem) {
    if (pem == null) {
      publicKeys.remove(account);
      return;
    }
    try {
      byte[] key = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
      publicKeys.put(
          account, KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(key)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw ApiError.of(
          -1102, "Expected public_key to be an Ed25519 public key in PEM, as openssl writes it.");
    }
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
    String payload = unsigned(call.query()) + unsigned(call.body());
    PublicKey key = publicKeys.get(account.id());
    if (!(key == null ? isOf(account, payload, signature) : isBy(key, payload, signature))) {
      throw ApiError.of(-1022, "Signature for this request is not valid.");
    }
    return account;
  }

  private static boolean isOf(VenueAccount account, String payload, String signature) {
    String expected = HexFormat.of().formatHex(hmac(account, payload));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isBy(PublicKey key, String payload, String signature) {
    try {
      Signature check = Signature.getInstance(ED25519);
      check.initVerify(key);
      check.update(payload.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
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
