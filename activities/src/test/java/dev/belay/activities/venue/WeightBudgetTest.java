package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.venue.WeightBudget.Urgency;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightBudgetTest {
  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();
  private Instant now = Instant.parse("2026-11-21T12:00:10Z");
  private final WeightBudget budget = new WeightBudget(() -> now);

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  private static HttpHeaders said(int used) {
    return HttpHeaders.of(
        Map.of("X-MBX-USED-WEIGHT-1M", List.of("" + used)), (name, value) -> true);
  }

  @Test
  void questionsAreKeptBackFirstAndWhatIsSafeNeverBeforeTheEnd() {
    budget.limit(1_000);
    budget.take("GET /x", 700, Urgency.ROUTINE);

    assertThatThrownBy(() -> budget.take("GET /x", 1, Urgency.ROUTINE))
        .isInstanceOf(VenueException.RateLimited.class)
        .hasMessageContaining("700 of 1000 are used this minute");
    budget.take("POST /entry", 150, Urgency.TRADING);
    assertThatThrownBy(() -> budget.take("POST /entry", 1, Urgency.TRADING))
        .isInstanceOf(VenueException.RateLimited.class);
    budget.take("DELETE /order", 150, Urgency.SAFETY);
    assertThatThrownBy(() -> budget.take("DELETE /order", 1, Urgency.SAFETY))
        .isInstanceOfSatisfying(
            VenueException.RateLimited.class,
            e ->
                assertThat(e.retryAfter())
                    .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(51)));
  }

  @Test
  void aNewMinuteBeginsAnew() {
    budget.limit(100);
    budget.take("GET /x", 70, Urgency.ROUTINE);
    now = now.plusSeconds(50);

    assertThatCode(() -> budget.take("GET /x", 70, Urgency.ROUTINE)).doesNotThrowAnyException();
  }

  @Test
  void theVenuesOwnCountIsBelievedWhereItIsHigher() {
    budget.limit(1_000);
    budget.take("GET /x", 10, Urgency.ROUTINE);

    budget.answered(said(690));
    assertThat(budget.used()).isEqualTo(690);
    budget.answered(said(5));
    assertThat(budget.used()).isEqualTo(690);
    assertThatThrownBy(() -> budget.take("GET /x", 11, Urgency.ROUTINE))
        .isInstanceOf(VenueException.RateLimited.class);
  }

  @Test
  void afterARefusalNothingIsSentUntilItMayBe() {
    budget.refused(Duration.ofSeconds(30));
    budget.refused(Duration.ofSeconds(2));

    assertThatThrownBy(() -> budget.take("DELETE /order", 0, Urgency.SAFETY))
        .isInstanceOf(VenueException.RateLimited.class)
        .hasMessageContaining("wants to be left alone");
    now = now.plusSeconds(30);
    assertThatCode(() -> budget.take("DELETE /order", 0, Urgency.SAFETY))
        .doesNotThrowAnyException();
  }

  @Test
  void aRefusedCallKeepsTheNextOneFromBeingSent() {
    stub.on(
        "GET /fapi/v1/time",
        429,
        "{\"code\":-1003,\"msg\":\"Way too many\"}",
        Map.of("Retry-After", "7"));

    assertThatThrownBy(() -> transport.get("/fapi/v1/time", Params.none()))
        .isInstanceOf(VenueException.RateLimited.class);
    assertThatThrownBy(() -> transport.get("/fapi/v1/time", Params.none()))
        .isInstanceOfSatisfying(
            VenueException.RateLimited.class,
            e ->
                assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8)));
    assertThat(stub.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /fapi/v1/klines,symbol=BTCUSDT&limit=99,1,ROUTINE",
    "GET /fapi/v1/klines,symbol=BTCUSDT&limit=1000,5,ROUTINE",
    "GET /fapi/v1/klines,symbol=BTCUSDT,5,ROUTINE",
    "GET /fapi/v1/openOrders,symbol=BTCUSDT&recvWindow=1,1,ROUTINE",
    "GET /fapi/v1/openOrders,recvWindow=1,40,ROUTINE",
    "GET /fapi/v1/income,incomeType=FUNDING_FEE,30,ROUTINE",
    "GET /fapi/v1/userTrades,symbol=BTCUSDT,5,TRADING",
    "POST /fapi/v1/order,symbol=BTCUSDT&side=BUY,0,TRADING",
    "POST /fapi/v1/order,symbol=BTCUSDT&side=SELL&reduceOnly=true,0,SAFETY",
    "POST /fapi/v1/algoOrder,algoType=CONDITIONAL,0,SAFETY",
    "DELETE /fapi/v1/algoOrder,clientAlgoId=x,1,SAFETY",
    "GET /sim/v1/market,'',0,ROUTINE"
  })
  void callsWeighAsTheDocumentsSay(String call, String query, int weight, Urgency urgency) {
    assertThat(CallWeights.of(call, query)).isEqualTo(weight);
    assertThat(CallWeights.urgency(call, query)).isEqualTo(urgency);
  }
}
