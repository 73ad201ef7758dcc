package dev.belay.activities.venue;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;

/** Where accounts' streams come from. */
public interface StreamSource {

  /** The account whose stream tells of this one; another one where agents share an account. */
  default String channel(String account) {
    return account;
  }

  /**
   * A key that opens the account's stream; asked for again it is the same for as long as it lives.
   *
   * @throws VenueException when the venue does not give one
   */
  String listenKey(String account);

  /**
   * Has the key live on.
   *
   * @throws VenueException when it is not known any more
   */
  void renew(String account);

  /** Connects; fails when the venue does not take it. */
  CompletableFuture<WebSocket> connect(String listenKey, WebSocket.Listener listener);
}
