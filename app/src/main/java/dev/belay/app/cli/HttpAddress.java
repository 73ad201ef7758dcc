package dev.belay.app.cli;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads the address of a server that speaks HTTP: scheme, host and port, nothing else. */
public final class HttpAddress {
  private HttpAddress() {}

  /**
   * @throws IllegalArgumentException if it is none
   */
  public static URI of(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare =
          (uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      if (web && bare && uri.getHost() != null) {
        return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "Expected an address such as http://simulator:8081, was \"%s\"".formatted(text));
  }
}
