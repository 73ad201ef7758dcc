package dev.belay.activities.venue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Request parameters in the order given, encoded once: what is signed is what is sent. */
final class Params {
  private final StringJoiner encoded = new StringJoiner("&");

  static Params none() {
    return new Params();
  }

  static Params of(String name, Object value) {
    return new Params().with(name, value);
  }

  Params with(String name, Object value) {
    encoded.add(encode(name) + "=" + encode(value.toString()));
    return this;
  }

  Params withOptional(String name, @Nullable Object value) {
    return value == null ? this : with(name, value);
  }

  /** Empty without parameters. */
  String encoded() {
    return encoded.toString();
  }

  static String encode(String text) {
    // URLEncoder writes forms; a query wants a space as %20.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
