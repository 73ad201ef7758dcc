package dev.belay.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What must hold in every summary of a run. */
final class Summaries {
  private Summaries() {}

  /** Equity is what was put in and what came of it, and the sum of its parts, to the last digit. */
  static void assertIdentity(JsonNode s) {
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

  static BigDecimal money(JsonNode node, String field) {
    assertThat(node.path(field).isTextual()).as("%s of %s", field, node).isTrue();
    return new BigDecimal(node.path(field).asText());
  }
}
