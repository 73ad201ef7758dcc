package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
  private static KeyPair pair(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }

  private static VenueKey key(KeyPair pair) {
    return new VenueKey(
        "the key",
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())));
  }

  @Test
  void signsWithAnEd25519KeyWhatIsSent() throws GeneralSecurityException {
    KeyPair pair = pair("Ed25519");
    try (StubVenue stub = new StubVenue();
        BinanceTransport transport = stub.transport()) {
      stub.on("GET /fapi/v3/account", 200, "{}");
      var unused =
          transport.signed(
              BinanceTransport.Method.GET,
              "/fapi/v3/account",
              Params.of("symbol", "A/B"),
              key(pair),
              Instant.EPOCH);

      String query = stub.seen.getLast().query();
      int at = query.indexOf("&signature=");
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(pair.getPublic());
      check.update(query.substring(0, at).getBytes(StandardCharsets.UTF_8));
      String signature =
          URLDecoder.decode(query.substring(at + "&signature=".length()), StandardCharsets.UTF_8);
      assertThat(check.verify(Base64.getDecoder().decode(signature))).isTrue();
    }
  }

  @Test
  void aKeyOfAnotherKindIsRefusedWithoutBeingShown() throws GeneralSecurityException {
    VenueKey other = key(pair("RSA"));

    assertThatThrownBy(() -> Signatures.sign("x", other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("openssl genpkey -algorithm ed25519")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base 64!", "AAAA"})
  void aDamagedKeyIsRefused(String body) {
    VenueKey damaged = new VenueKey("the key", "-----BEGIN PRIVATE KEY-----" + body);

    assertThatThrownBy(() -> Signatures.sign("x", damaged))
        .isInstanceOf(IllegalStateException.class)
        .hasNoCause();
  }
}
