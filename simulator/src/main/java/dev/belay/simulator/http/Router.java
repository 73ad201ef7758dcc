package dev.belay.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.belay.simulator.venue.PaperVenue;
import dev.belay.simulator.venue.Records;
import dev.belay.simulator.venue.VenueStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every endpoint of the wire in one table. */
public final class Router implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(Router.class);

  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final Signatures signatures;

  private interface Endpoint {
    JsonNode answer(Request request);
  }

  private interface SignedEndpoint {
    JsonNode answer(Request request, String account);
  }

  public Router(PaperVenue venue, InstantSource wall, String adminSecret) {
    this.signatures = new Signatures(venue, wall);
    Records records = new Records(venue.store());
    MarketEndpoints market = new MarketEndpoints(venue, wall);
    AccountEndpoints account = new AccountEndpoints(venue, records, market);
    TradeEndpoints trade = new TradeEndpoints(venue, records, market);
    SimulatorEndpoints simulator = new SimulatorEndpoints(venue, records, adminSecret);

    open("GET /fapi/v1/ping", market::ping);
    open("GET /fapi/v1/time", market::time);
    open("GET /fapi/v1/exchangeInfo", market::exchangeInfo);
    open("GET /fapi/v1/leverageBracket", market::leverageBracket);
    open("GET /fapi/v1/klines", market::klines);
    open("GET /fapi/v1/ticker/price", market::tickerPrice);
    open("GET /fapi/v2/ticker/price", market::tickerPrice);
    open("GET /fapi/v1/premiumIndex", market::premiumIndex);
    open("GET /fapi/v1/fundingRate", market::fundingRate);
    open("GET /fapi/v1/openInterest", market::openInterest);

    signed("POST /fapi/v1/order", trade::placeOrder);
    signed("GET /fapi/v1/order", trade::order);
    signed("DELETE /fapi/v1/order", trade::cancelOrder);
    signed("POST /fapi/v1/algoOrder", trade::placeConditional);
    signed("GET /fapi/v1/algoOrder", trade::conditional);
    signed("DELETE /fapi/v1/algoOrder", trade::cancelConditional);
    signed("POST /fapi/v1/leverage", trade::leverage);
    signed("POST /fapi/v1/marginType", trade::marginType);

    signed("GET /fapi/v1/openOrders", account::openOrders);
    signed("GET /fapi/v1/openAlgoOrders", account::openConditionals);
    signed("GET /fapi/v1/allAlgoOrders", account::allConditionals);
    for (String version : new String[] {"v2", "v3"}) {
      signed("GET /fapi/" + version + "/account", account::account);
      signed("GET /fapi/" + version + "/balance", account::balance);
      signed("GET /fapi/" + version + "/positionRisk", account::positionRisk);
    }
    signed("GET /fapi/v1/userTrades", account::userTrades);
    signed("GET /fapi/v1/income", account::income);
    signed("GET /fapi/v1/commissionRate", account::commissionRate);

    open("GET /sim/v1/clock", simulator::clock);
    open("POST /sim/v1/accounts", simulator::open);
    open("GET /sim/v1/audit", simulator::audit);
  }

  private void open(String route, Endpoint endpoint) {
    endpoints.put(route, endpoint);
  }

  private void signed(String route, SignedEndpoint endpoint) {
    endpoints.put(route, request -> endpoint.answer(request, signatures.account(request)));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      JsonNode answer;
      try {
        Request request = new Request(exchange);
        Endpoint endpoint = endpoints.get(request.method() + " " + request.path());
        if (endpoint == null) {
          throw new ApiError(404, -1, "No endpoint " + request.method() + " " + request.path());
        }
        answer = endpoint.answer(request);
      } catch (ApiError e) {
        status = e.status();
        answer = Json.object().put("code", e.code()).put("msg", e.getMessage());
      } catch (VenueStore.StoreException e) {
        log.error("The venue's record is out of reach reason={}", e.getMessage());
        status = 503;
        answer =
            Json.object()
                .put("code", -1000)
                .put("msg", "Unknown error, please check your request or try again later.");
      } catch (RuntimeException e) {
        log.error("A request failed path={}", exchange.getRequestURI().getPath(), e);
        status = 500;
        answer = Json.object().put("code", -1000).put("msg", "An unknown error occurred.");
      }
      byte[] bytes = Json.MAPPER.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
