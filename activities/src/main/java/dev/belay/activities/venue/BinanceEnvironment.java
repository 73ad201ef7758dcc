package dev.belay.activities.venue;

import java.net.URI;

/** Binance's own USDⓈ-M hosts. Nothing uses one unless the configuration says so. */
public enum BinanceEnvironment {
  TESTNET("https://demo-fapi.binance.com"),
  LIVE("https://fapi.binance.com");

  private final URI base;

  BinanceEnvironment(String base) {
    this.base = URI.create(base);
  }

  public URI base() {
    return base;
  }
}
