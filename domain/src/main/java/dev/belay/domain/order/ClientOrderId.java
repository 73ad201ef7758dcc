package dev.belay.domain.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * The id under which the venue knows an order: {@code b} and 26 base32 characters (130 bits) of
 * SHA-256 over the decision's identity. The same decision always gives the same id, whoever asks
 * and however often.
 */
public record ClientOrderId(String value) implements Comparable<ClientOrderId> {
  private static final Pattern FORM = Pattern.compile("b[a-z2-7]{26}");
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

  public ClientOrderId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a client order id of 'b' and 26 base32 characters, was \"%s\""
              .formatted(value));
    }
  }

  /** Whether the text has the form of one. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @JsonCreator
  public static ClientOrderId of(String value) {
    return new ClientOrderId(value);
  }

  /**
   * Derives the id.
   *
   * @param installation the installation's id
   * @param account the venue account
   * @param cause id of the decision's element (entries) or of the position (all else)
   * @param number counts the orders of one leg from 0
   */
  public static ClientOrderId derive(
      String installation, String account, String cause, Leg leg, int number) {
    // The lengths keep ("a", "bc") and ("ab", "c") apart.
    StringBuilder identity = new StringBuilder();
    for (String part : new String[] {installation, account, cause, leg.name(), "" + number}) {
      identity.append(part.length()).append(':').append(part);
    }
    byte[] hash = sha256().digest(identity.toString().getBytes(StandardCharsets.UTF_8));
    StringBuilder id = new StringBuilder("b");
    for (int i = 0; i < 26; i++) {
      int bit = i * 5;
      int window = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
      id.append(BASE32[window >> (11 - bit % 8) & 31]);
    }
    return new ClientOrderId(id.toString());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }

  @Override
  public int compareTo(ClientOrderId other) {
    return value.compareTo(other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
