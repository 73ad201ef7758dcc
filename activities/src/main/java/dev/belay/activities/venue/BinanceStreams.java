package dev.belay.activities.venue;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;

/** Accounts' streams of Binance USDⓈ-M futures, opened by listen keys. */
public final class BinanceStreams implements StreamSource {
  private static final String KEYS = "/fapi/v1/listenKey";
  private static final String EVENTS = "ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/ALGO_UPDATE";

  private final BinanceTransport transport;
  private final VenueKeys keys;
  private final URI base;

  /**
   * @param base scheme ({@code ws} or {@code wss}), host and port of the streams
   */
  public BinanceStreams(BinanceTransport transport, VenueKeys keys, URI base) {
    this.transport = transport;
    this.keys = keys;
    this.base = base;
  }

  /** The streams of a venue that has them on the port of its calls. */
  public static BinanceStreams besides(BinanceTransport transport, VenueKeys keys) {
    URI calls = transport.base();
    String scheme = "https".equals(calls.getScheme()) ? "wss" : "ws";
    return new BinanceStreams(
        transport, keys, URI.create(scheme + "://" + calls.getRawAuthority()));
  }

  @Override
  public String listenKey(String account) {
    String key = transport.keyed("POST", KEYS, keys.keyOf(account)).text("listenKey");
    if (!key.matches("[A-Za-z0-9_-]{8,128}")) {
      throw new VenueException.Unknown("Malformed answer at POST " + KEYS + ": no listen key");
    }
    return key;
  }

  @Override
  public void renew(String account) {
    var unused = transport.keyed("PUT", KEYS, keys.keyOf(account));
  }

  @Override
  public CompletableFuture<WebSocket> connect(String listenKey, WebSocket.Listener listener) {
    return transport.stream(
        base.resolve("/private/ws?listenKey=" + listenKey + "&events=" + EVENTS), listener);
  }
}
