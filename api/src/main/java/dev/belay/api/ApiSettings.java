package dev.belay.api;

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
    Supplier<MarketInfo> market,
    TemporalInfo temporal,
    Supplier<RunStart> run,
    Function<String, ModelLabel> models,
    String version) {
  public ApiSettings {
    if (token.length() < 16) {
      throw new IllegalArgumentException(
          "Expected a token of at least 16 characters, was one of " + token.length());
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ApiSettings[%s:%d, %s, portfolio %s]".formatted(host, port, mode, portfolio);
  }
}
