package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code belay agent …}. */
final class AgentCommand {
  private static final String ID = "Its id, such as qwen_single.";

  private AgentCommand() {}

  private static String path(String id, String command) {
    return "/api/agents/" + BelayApi.encode(id) + "/" + command;
  }

  @Command(name = "list", description = "Show the agents.")
  static final class Listing extends ApiCommand {
    private static final String ROW = "%-16s %-36s %12s %10s %9s %7s  %s";

    Listing(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get("/api/agents");
    }

    @Override
    void show(JsonNode answer, Table table) {
      table.head(ROW, "agent", "model", "equity", "P&L", "positions", "trades", "status");
      for (JsonNode agent : answer.path("items")) {
        table.row(
            ROW,
            agent,
            "trader_id",
            "ai_model",
            "equity",
            "pnl",
            "position_count",
            "trades",
            "status");
      }
    }
  }

  @Command(name = "pause", description = "No rounds of an agent until it is resumed.")
  static final class Pause extends ApiCommand.Telling {
    @Parameters(index = "0", paramLabel = "AGENT", description = ID)
    String id = "";

    Pause(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(path(id, "pause"), body());
    }
  }

  @Command(name = "resume", description = "Rounds of an agent again.")
  static final class Resume extends ApiCommand.Telling {
    @Parameters(index = "0", paramLabel = "AGENT", description = ID)
    String id = "";

    Resume(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(path(id, "resume"), body());
    }
  }

  @Command(name = "exit", description = "Pause an agent and close every position it has.")
  static final class Exit extends ApiCommand.Final {
    @Parameters(index = "0", paramLabel = "AGENT", description = ID)
    String id = "";

    Exit(Console console) {
      super(console);
    }

    @Override
    String question() {
      return "Pause %s and close every position it has at the market?".formatted(id);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(path(id, "exit"), body());
    }
  }
}
