package dev.belay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.data.CandleDirectory;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.ReplayMarket;
import dev.belay.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ReplayWireTest {
  private static final Instant FIRST = Instant.parse("2023-01-01T00:00:00Z");

  @TempDir private Path directory;

  private ReplayMarket market() throws IOException {
    StringBuilder csv = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    for (int minute = 0; minute < 180; minute++) {
      csv.append("%d,100,101,99,100.5,10\n".formatted(FIRST.toEpochMilli() + minute * 60_000));
    }
    Files.writeString(directory.resolve("BTCUSDT.csv"), csv);
    return new ReplayMarket(CandleDirectory.load(directory), FIRST.plusSeconds(3600));
  }

  @Test
  void tradesUntilTheDataEndsAndThenStandsStill() throws IOException {
    SimulatorServer server =
        new SimulatorServer(
            TestPostgres.newDatabase(),
            TestPostgres.USER,
            "",
            market(),
            SimulatorServer.Options.of(0, TestClient.ADMIN, 3_000),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    try {
      TestClient client = TestClient.open(server.port(), "main.qwen", "1000");
      assertThat(client.get("/fapi/v1/klines?symbol=BTCUSDT&interval=1h&limit=10").body().get(0))
          .isNotNull();
      assertThat(order(client, "first").status()).isEqualTo(200);
      client.await(t -> t.size() == 1, "/fapi/v1/userTrades");
      JsonNode premium = client.get("/fapi/v1/premiumIndex?symbol=BTCUSDT").body();
      assertThat(premium.path("lastFundingRate").asText()).isEmpty();
      assertThat(client.get("/fapi/v1/openInterest?symbol=BTCUSDT").code()).isEqualTo(-1121);

      JsonNode clock = client.get("/sim/v1/clock").body();
      for (int i = 0; i < 200 && !clock.path("ended").asBoolean(); i++) {
        TestClient.sleep(50);
        clock = client.get("/sim/v1/clock").body();
      }
      assertThat(clock.path("ended").asBoolean()).isTrue();
      assertThat(clock.path("market_time_ms")).isEqualTo(clock.path("to_ms"));
      assertThat(clock.path("kind").asText()).isEqualTo("replay");
      assertThat(order(client, "late").code()).isEqualTo(-4108);
      assertThat(client.signed("GET", "/fapi/v3/positionRisk").body()).hasSize(1);
    } finally {
      server.close();
    }
  }

  @Test
  void keepsWhatItReplaysWithItsBooks() throws IOException {
    String database = TestPostgres.newDatabase();
    ReplayMarket market = market();
    List<Optional<MarketSpec>> kept = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      SimulatorServer server =
          new SimulatorServer(
              database,
              TestPostgres.USER,
              "",
              found -> {
                kept.add(found.market());
                return market;
              },
              SimulatorServer.Options.of(0, TestClient.ADMIN, 60),
              Failpoints.NONE,
              Clock.systemUTC());
      server.start();
      server.close();
    }

    assertThat(kept).containsExactly(Optional.empty(), Optional.of(market.spec()));
  }

  private static TestClient.Answer order(TestClient client, String id) {
    return client.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "BTCUSDT",
        "side",
        "BUY",
        "type",
        "MARKET",
        "quantity",
        "0.1",
        "newClientOrderId",
        id);
  }
}
