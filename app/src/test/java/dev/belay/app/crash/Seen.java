package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator saw of a running application.
 *
 * @param marketTime of the venue
 * @param equity of the fund by market time
 * @param orders their ids and states, newest first
 */
record Seen(Instant marketTime, Map<Instant, String> equity, List<Order> orders) {

  /** An order in a list. */
  record Order(String id, String status) {}

  static Seen of(ChildBelay belay) throws IOException {
    Map<Instant, String> equity = new LinkedHashMap<>();
    for (JsonNode point : belay.get("/api/equity").path("points")) {
      equity.put(Instant.parse(point.path("as_of").asText()), point.path("equity").asText());
    }
    List<Order> orders = orders(belay);
    JsonNode clock = belay.get("/api/health").path("venue_clock");
    return new Seen(Instant.parse(clock.path("as_of").asText()), equity, orders);
  }

  static List<Order> orders(ChildBelay belay) throws IOException {
    List<Order> orders = new ArrayList<>();
    String before = "";
    do {
      JsonNode page = belay.get("/api/orders?limit=500" + before);
      for (JsonNode order : page.path("items")) {
        orders.add(new Order(order.path("id").asText(), order.path("status").asText()));
      }
      JsonNode next = page.path("next");
      before = next.isMissingNode() || next.isNull() ? "" : "&before=" + next.asText();
    } while (!before.isEmpty());
    return orders;
  }

  /** Nothing that was seen before a crash may be gone or changed after it. */
  void continues(Seen earlier) {
    assertThat(marketTime).as("market time").isAfterOrEqualTo(earlier.marketTime);
    Map<Instant, String> kept = new LinkedHashMap<>();
    earlier.equity.keySet().forEach(at -> kept.put(at, equity.getOrDefault(at, "gone")));
    assertThat(kept).as("equity seen before the crash").isEqualTo(earlier.equity);
    List<String> ids = orders.stream().map(Order::id).toList();
    assertThat(ids).as("order ids").doesNotHaveDuplicates();
    assertThat(ids)
        .as("orders seen before the crash")
        .containsAll(earlier.orders.stream().map(Order::id).toList());
  }
}
