package dev.belay.activities.venue;

import java.net.URI;

/**
 * Binance's own USDⓈ-M hosts; the environment may name others, and the test network's have moved.
 */
public enum BinanceEnvironment {
  TESTNET("https://demo-fapi.binance.com", "wss://fstream.binancefuture.com"),
  LIVE("https://fapi.binance.com", "wss://fstream.binance.com");

  private final URI calls;
  private final URI streams;

  BinanceEnvironment(String calls, String streams) {
    this.calls = URI.create(calls);
    this.streams = URI.create(streams);
  }

  /** Of the calls. */
  public URI calls() {
    return calls;
  }

  /** Of the streams. */
  public URI streams() {
    return streams;
  }
}
