package dev.belay.activities.venue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures as the venue wants them: HMAC-SHA256 in lower-case hex by a secret, Ed25519 in Base64
 * by a private key in PEM (PKCS #8).
 */
final class Signatures {
  private static final String HMAC = "HmacSHA256";
  private static final String ED25519 = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private Signatures() {}

  /**
   * The signature, not yet encoded for a query.
   *
   * @throws IllegalStateException if the key is a PEM that holds no Ed25519 key
   */
  static String sign(String payload, VenueKey key) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    String secret = key.secret().strip();
    return secret.startsWith(BEGIN) ? ed25519(bytes, secret) : hmac(bytes, key.secret());
  }

  private static String hmac(byte[] payload, String secret) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(payload));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected every JDK to have " + HMAC, e);
    }
  }

  private static String ed25519(byte[] payload, String pem) {
    try {
      Signature signature = Signature.getInstance(ED25519);
      signature.initSign(privateKey(pem));
      signature.update(payload);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: its text might quote the key.
      throw new IllegalStateException(
          "Expected a private key of the kind Ed25519 in PEM (PKCS #8), found another or a damaged"
              + " one; make one with `openssl genpkey -algorithm ed25519`");
    }
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    String body = pem.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
    return KeyFactory.getInstance(ED25519)
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }
}
