package dev.belay.app.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Reads the address of a server that speaks HTTP or WebSocket: scheme, host and port, nothing else.
 */
public final class HttpAddress {
  private HttpAddress() {}

  /**
   * @throws IllegalArgumentException if it is none
   */
  public static URI of(String text) {
    return of(text, Set.of("http", "https"), "http://simulator:8081");
  }

  /**
   * Of streams.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static URI ofStreams(String text) {
    return of(text, Set.of("ws", "wss"), "wss://fstream.binance.com");
  }

  private static URI of(String text, Set<String> schemes, String example) {
    try {
      URI uri = new URI(text);
      boolean web = uri.getScheme() != null && schemes.contains(uri.getScheme());
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
        "Expected an address such as %s, was \"%s\"".formatted(example, text));
  }
}
