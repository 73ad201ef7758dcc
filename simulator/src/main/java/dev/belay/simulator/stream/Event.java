package dev.belay.simulator.stream;

import static dev.belay.simulator.json.Json.object;

import dev.belay.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that is told.
 *
 * @param type as the exchange names it
 * @param account whom it is about; empty for market data
 * @param clientId of the order that it is about; empty when it is about none
 * @param json what is sent
 */
public record Event(String type, String account, String clientId, String json) {
  /** The listen key has ended: who listens with it hears no more. */
  static final String EXPIRED = "listenKeyExpired";

  /** All types there are. */
  public static final Set<String> TYPES =
      Set.of(
          "bookTicker",
          "depthUpdate",
          "aggTrade",
          "markPriceUpdate",
          "kline",
          "ORDER_TRADE_UPDATE",
          "ACCOUNT_UPDATE",
          "ALGO_UPDATE",
          "ACCOUNT_CONFIG_UPDATE",
          EXPIRED);

  static Event market(String type, Object payload) {
    return new Event(type, "", "", text(payload));
  }

  /**
   * @param at when it happened, in market time
   * @param now when it is told, in market time
   */
  static Event user(
      String type,
      String account,
      String clientId,
      long at,
      long now,
      String name,
      Map<String, @Nullable Object> body) {
    return new Event(
        type, account, clientId, text(object("e", type, "T", at, "E", now, name, body)));
  }

  static String text(Object payload) {
    return new String(Json.bytes(payload), StandardCharsets.UTF_8);
  }
}
