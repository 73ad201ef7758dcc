package dev.belay.app.run;

import dev.belay.activities.venue.BinanceEnvironment;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.portfolio.TradingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;

/**
 * Where an exchange is: Binance's own hosts, unless the environment names others. The test
 * network's have moved before.
 *
 * @param futures of the calls
 * @param streams of the accounts' streams
 * @param spot of the calls about keys
 */
record ExchangeAddresses(URI futures, URI streams, URI spot) {
  private static final Set<String> HTTP = Set.of("http", "https");
  private static final Set<String> SOCKET = Set.of("ws", "wss");

  static ExchangeAddresses of(TradingMode mode, Map<String, String> environment) {
    BinanceEnvironment usual =
        mode == TradingMode.LIVE ? BinanceEnvironment.LIVE : BinanceEnvironment.TESTNET;
    return new ExchangeAddresses(
        address(environment, "BELAY_EXCHANGE_URL", usual.calls().toString(), HTTP),
        address(environment, "BELAY_EXCHANGE_STREAMS_URL", usual.streams().toString(), SOCKET),
        address(environment, "BELAY_EXCHANGE_SPOT_URL", "https://api.binance.com", HTTP));
  }

  private static URI address(
      Map<String, String> environment, String name, String usual, Set<String> schemes) {
    String text = environment.getOrDefault(name, "");
    try {
      URI address = new URI(text.isBlank() ? usual : text.strip());
      if (address.getScheme() != null
          && schemes.contains(address.getScheme())
          && address.getHost() != null
          && (address.getPath().isEmpty() || address.getPath().equals("/"))) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected an address such as %s in %s, was \"%s\".".formatted(usual, name, text));
  }
}
