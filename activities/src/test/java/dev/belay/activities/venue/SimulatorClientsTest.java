package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Side;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorClientsTest {
  private final StubVenue stub = new StubVenue();
  private final BinanceTransport transport = stub.transport();

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  @Test
  void opensAnAccountWhenItIsFirstUsed() {
    stub.on("POST /sim/v1/accounts", 200, "{\"api_key\":\"k\",\"secret_key\":\"s\"}");
    SimulatorAccounts accounts =
        new SimulatorAccounts(transport, "admin", account -> Usdt.of("1428.57"));

    assertThat(accounts.keyOf("main.qwen_single")).isEqualTo(new VenueKey("k", "s"));
    accounts.keyOf("main.qwen_single");

    assertThat(stub.seen).hasSize(1);
    assertThat(stub.seen.getFirst().body())
        .isEqualTo("{\"account\":\"main.qwen_single\",\"deposit\":\"1428.57\"}");
    assertThat(stub.seen.getFirst().headers().get("X-sim-admin")).containsExactly("admin");
  }

  @Test
  void showsNoSecretWhenTheAdministratorIsRefused() {
    stub.on("POST /sim/v1/accounts", 401, "{\"code\":-2015,\"msg\":\"Invalid admin secret.\"}");
    SimulatorAccounts accounts =
        new SimulatorAccounts(transport, "admin-secret", account -> Usdt.of("1"));

    assertThatThrownBy(() -> accounts.keyOf("a"))
        .isInstanceOf(VenueException.Refused.class)
        .hasMessageNotContaining("admin-secret");
  }

  @Test
  void readsTheAudit() {
    stub.on(
        "GET /sim/v1/audit",
        200,
        """
        {"orders":[{"order_id":5,"client_order_id":"c","kind":"conditional","symbol":"BTCUSDT",
          "side":"SELL","type":"STOP_MARKET","status":"NEW","submissions":1,"created_wall_ms":17}],
         "trades":[{"trade_id":3,"order_id":5,"symbol":"BTCUSDT","side":"SELL","price":"60000",
          "quantity":"0.01","fee":"0.3","realized_pnl":"-1","at_ms":9}],
         "income":[{"symbol":null,"type":"TRANSFER","amount":"1428.57","tran_id":1,"at_ms":1}],
         "positions":[{"symbol":"BTCUSDT","quantity":"-0.01"}],
         "wallet_balance":"1427.27"}""");

    SimulatorAudit.Account audit = new SimulatorAudit(transport, "admin").of("main.qwen_single");

    assertThat(audit.orders())
        .extracting(
            SimulatorAudit.Order::conditional,
            SimulatorAudit.Order::submissions,
            SimulatorAudit.Order::side)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(true, 1, Side.SELL));
    assertThat(audit.trades()).extracting(SimulatorAudit.Trade::tradeId).isEqualTo(List.of(3L));
    assertThat(audit.income().getFirst().symbol()).isEmpty();
    assertThat(audit.walletBalance()).isEqualTo(Usdt.of("1427.27"));
    assertThat(stub.seen.getFirst().query()).isEqualTo("account=main.qwen_single");
  }
}
