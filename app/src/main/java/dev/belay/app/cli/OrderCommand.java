package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay order …}. */
final class OrderCommand {
  private OrderCommand() {}

  @Command(name = "list", description = "Show the latest orders, newest first.")
  static final class Listing extends ApiCommand {
    private static final String ROW = "%-28s %-34s %-7s %-5s %12s %12s  %-11s %s";

    @Option(names = "--agent", paramLabel = "ID", description = "Only of this agent.")
    @Nullable String agent;

    @Option(
        names = "--fund",
        paramLabel = "NAME",
        description = "Of the portfolio, as without, or of the amplifier's desk.")
    @Nullable String fund;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "How many at most (${DEFAULT-VALUE}).")
    int limit = 50;

    Listing(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> query = new LinkedHashMap<>();
      query.put("limit", limit);
      query.put("agent", agent);
      query.put("fund", fund);
      return api.get(BelayApi.path("/api/orders", query));
    }

    @Override
    void show(JsonNode answer, Table table) {
      table.head(
          ROW, "order", "position", "leg", "side", "quantity", "trigger", "status", "reason");
      for (JsonNode order : answer.path("items")) {
        table.row(
            ROW,
            order,
            "id",
            "position_id",
            "leg",
            "side",
            "quantity",
            "trigger_price",
            "status",
            "reason");
      }
    }
  }

  @Command(name = "cancel", description = "Cancel an entry or a target; a stop is moved instead.")
  static final class Cancel extends ApiCommand.Telling {
    @Parameters(index = "0", paramLabel = "ORDER", description = "Its client order id.")
    String id = "";

    Cancel(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.delete("/api/orders/" + BelayApi.encode(id), body());
    }
  }
}
