package dev.belay.activities.venue;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;

/** The one stream of an account that several agents share. */
public final class SharedStreams implements StreamSource {
  private final StreamSource exchange;

  public SharedStreams(StreamSource exchange) {
    this.exchange = exchange;
  }

  @Override
  public String channel(String account) {
    return SharedVenue.EXCHANGE;
  }

  @Override
  public String listenKey(String account) {
    return exchange.listenKey(SharedVenue.EXCHANGE);
  }

  @Override
  public void renew(String account) {
    exchange.renew(SharedVenue.EXCHANGE);
  }

  @Override
  public CompletableFuture<WebSocket> connect(String listenKey, WebSocket.Listener listener) {
    return exchange.connect(listenKey, listener);
  }
}
