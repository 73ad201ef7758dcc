package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay position …}. */
final class PositionCommand {
  private static final String ID = "Its id, such as main.qwen_single/BTCUSDT/3.";

  private PositionCommand() {}

  private static String path(String id, String command) {
    return "/api/positions/" + BelayApi.encode(id) + "/" + command;
  }

  @Command(name = "list", description = "Show the positions that are not closed.")
  static final class Listing extends ApiCommand {
    private static final String ROW = "%-34s %-6s %12s %12s %12s %12s %12s %12s  %s";

    @Option(names = "--agent", paramLabel = "ID", description = "Only of this agent.")
    @Nullable String agent;

    Listing(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get("/api/positions" + (agent == null ? "" : "?agent=" + BelayApi.encode(agent)));
    }

    @Override
    void show(JsonNode answer, Table table) {
      table.head(
          ROW, "position", "", "quantity", "entry", "mark", "stop", "target", "P&L", "status");
      for (JsonNode position : answer.path("items")) {
        table.row(
            ROW,
            position,
            "id",
            "direction",
            "quantity",
            "entry_price",
            "mark",
            "stop",
            "target",
            "unrealized_pnl",
            "status");
      }
    }
  }

  @Command(name = "close", description = "Close a position, or a part of it, at the market.")
  static final class Close extends ApiCommand.Final {
    @Parameters(index = "0", paramLabel = "POSITION", description = ID)
    String id = "";

    @Option(names = "--quantity", paramLabel = "Q", description = "So much, in base units.")
    @Nullable String quantity;

    @Option(names = "--pct", paramLabel = "P", description = "So much of what is held, in percent.")
    @Nullable Double pct;

    Close(Console console) {
      super(console);
    }

    @Override
    String question() {
      String part = quantity != null ? quantity + " of " : pct != null ? pct + " % of " : "";
      return "Close %s%s at the market?".formatted(part, id);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> body = body();
      if (quantity != null) {
        body.put("quantity", quantity);
      }
      if (pct != null) {
        body.put("pct", pct);
      }
      return api.post(path(id, "close"), body);
    }
  }

  @Command(
      name = "stop",
      description = "Move a position's stop; the old one stays until the new one is in force.")
  static final class Stop extends ApiCommand.Telling {
    @Parameters(index = "0", paramLabel = "POSITION", description = ID)
    String id = "";

    @Parameters(index = "1", paramLabel = "PRICE", description = "Where the stop is to be.")
    String price = "";

    Stop(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> body = body();
      body.put("price", price);
      return api.post(path(id, "stop"), body);
    }
  }

  @Command(name = "target", description = "Move a position's target, or take it away.")
  static final class Target extends ApiCommand.Telling {
    @Parameters(index = "0", paramLabel = "POSITION", description = ID)
    String id = "";

    @Parameters(
        index = "1",
        paramLabel = "PRICE",
        description = "Where the target is to be; `none` takes it away.")
    String price = "";

    Target(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> body = body();
      body.put("price", price.equals("none") ? null : price);
      return api.post(path(id, "target"), body);
    }
  }
}
