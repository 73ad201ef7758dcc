package dev.belay.api;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the application tells its API.
 *
 * @param token secret that commands, and reads from beyond loopback, must bring
 * @param host the address bound
 * @param port the port bound; 0 for any free one
 * @param mode paper, testnet or live
 * @param portfolio the fund that is shown and commanded
 * @param boundBeyondLoopback whether others than this machine can reach the port
 * @param hosts names by which it may be asked for besides its own, as in the header {@code Host}
 * @param market which market it is; asked at every request, so it must be quick
 * @param run what this process began with; asked at every request
 * @param models names of models by their id in the configuration; asked at every request
 */
public record ApiSettings(
    String token,
    String host,
    int port,
    String mode,
    String portfolio,
    boolean boundBeyondLoopback,
    List<String> hosts,
    Supplier<MarketInfo> market,
    TemporalInfo temporal,
    Supplier<RunStart> run,
    Function<String, ModelLabel> models,
    String version) {
  /** No token may be shorter. */
  public static final int SHORTEST_TOKEN = 16;

  public ApiSettings {
    hosts = List.copyOf(hosts);
    if (token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "Expected a token of at least %d characters, was one of %d"
              .formatted(SHORTEST_TOKEN, token.length()));
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ApiSettings[%s:%d, %s, portfolio %s]".formatted(host, port, mode, portfolio);
  }
}
