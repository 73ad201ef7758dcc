package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the fund as {@code GET /api/portfolio} tells it. */
@Command(name = "status", description = "Show the fund and its agents.")
final class StatusCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(names = "--port", paramLabel = "N", description = "The API's port; else the home's.")
  @Nullable Integer port;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BelayApi api = BelayApi.of(home.locate(console.environment()), port);
    JsonNode fund = api.get("/api/portfolio");
    if (json.wanted) {
      console.json(fund);
      return ExitCode.DONE.code();
    }
    JsonNode market = fund.path("market");
    console
        .out()
        .printf(
            "%s · %s%n",
            text(fund, "mode"),
            market.path("label").isMissingNode() ? text(market, "kind") : text(market, "label"));
    console
        .out()
        .printf(
            "equity %s USDT · P&L %s (%s %%) · %s open positions · unallocated %s%n",
            text(fund, "total_equity"),
            text(fund, "total_pnl"),
            text(fund, "total_pnl_pct"),
            text(fund, "total_positions"),
            text(fund, "unallocated_cash"));
    room(fund, api.get("/api/health"));
    console
        .out()
        .printf(
            "%-16s %-36s %12s %10s %8s %9s %7s  %s%n",
            "agent", "model", "equity", "P&L", "P&L %", "positions", "trades", "status");
    for (JsonNode agent : fund.path("agents")) {
      console
          .out()
          .printf(
              "%-16s %-36s %12s %10s %8s %9s %7s  %s%n",
              text(agent, "trader_id"),
              text(agent, "ai_model"),
              text(agent, "equity"),
              text(agent, "pnl"),
              text(agent, "pnl_pct"),
              text(agent, "position_count"),
              text(agent, "trades"),
              text(agent, "status"));
    }
    return ExitCode.DONE.code();
  }

  /** What there is on disk and in the database, and what follows from it. */
  private void room(JsonNode fund, JsonNode health) {
    console
        .out()
        .printf(
            "disk %s · database %s%n",
            text(health.path("disk"), "detail"), text(health.path("database"), "detail"));
    JsonNode hold = fund.path("entry_hold");
    if (hold.isObject()) {
      console
          .out()
          .printf(
              "NO NEW POSITIONS since %s, %s: %s%n",
              text(hold, "since"), text(hold, "code"), text(hold, "reason"));
    }
    console.out().println();
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "–" : value.asText();
  }
}
