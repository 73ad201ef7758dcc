package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.process.Ports;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class DemoTest {
  @TempDir private Path folder;

  @Test
  void tradesAndAccountsForEveryCent() throws Exception {
    JsonNode summary = demo("auto", "25s");

    assertThat(summary.path("agents")).hasSize(7);
    assertThat(summary.path("rounds").asInt()).isGreaterThan(40);
    assertThat(summary.path("orders").asInt()).isPositive();
    assertThat(summary.path("fills").asInt()).isPositive();
    assertIdentity(summary);
    verifyFindsNoDifference();
  }

  @Test
  void goesOnInTheSameHomeThoughTheServerInMemoryForgotAll() throws Exception {
    JsonNode first = demo("memory", "12s");
    JsonNode second = demo("memory", "10s");

    assertThat(first.path("temporal").path("kind").asText()).isEqualTo("memory");
    assertThat(first.path("recovered").asInt()).isZero();
    assertThat(second.path("recovered").asInt()).isPositive();
    assertThat(second.path("rounds").asInt()).isGreaterThan(first.path("rounds").asInt());
    assertIdentity(first);
    assertIdentity(second);
    verifyFindsNoDifference();
  }

  @Test
  void aHomeGoesOnWithTheMarketItWasBegunWith() throws Exception {
    JsonNode begun = demo("memory", "4s", "--seed", "11", "--scenario", "calm");
    assertThat(begun.path("market").toString()).contains("calm, seed 11");

    assertThat(demo("memory", "4s").path("market").toString()).contains("calm, seed 11");
    Cli.Answer other = start("memory", "4s", "--seed", "12");
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.err()).contains("--scenario calm --seed 11", "was --seed 12;");
    verifyFindsNoDifference();
  }

  private JsonNode demo(String temporal, String time, String... more) throws Exception {
    Cli.Answer answer = start(temporal, time, more);
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.json();
  }

  private Cli.Answer start(String temporal, String time, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "demo",
                "--json",
                "--for",
                time,
                "--temporal",
                temporal,
                "--port",
                "" + Ports.free(),
                "--home",
                folder.resolve("home").toString()));
    arguments.addAll(List.of(more));
    return Cli.run(folder, arguments.toArray(String[]::new));
  }

  private void verifyFindsNoDifference() throws Exception {
    Cli.Answer answer =
        Cli.run(folder, "verify", "--json", "--home", folder.resolve("home").toString());
    assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
    assertThat(answer.json().path("differences")).isEmpty();
  }

  private static void assertIdentity(JsonNode s) {
    BigDecimal computed =
        money(s, "initial_balance")
            .add(money(s, "realized_pnl"))
            .add(money(s, "unrealized_pnl"))
            .subtract(money(s, "fees"))
            .add(money(s, "funding"));
    assertThat(money(s, "total_equity")).isEqualByComparingTo(computed);
    BigDecimal parts = money(s, "unallocated_cash");
    for (JsonNode agent : s.path("agents")) {
      parts = parts.add(money(agent, "equity"));
    }
    assertThat(money(s, "total_equity")).isEqualByComparingTo(parts);
  }

  private static BigDecimal money(JsonNode node, String field) {
    assertThat(node.path(field).isTextual()).as("%s of %s", field, node).isTrue();
    return new BigDecimal(node.path(field).asText());
  }
}
