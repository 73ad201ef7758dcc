package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The amplifier's desk: {@code /api/amplifier}. */
final class AmplifierCommand {
  private static final String DESK = "/api/amplifier";

  private AmplifierCommand() {}

  /** One word to the desk, with who says it and why. */
  private abstract static class Tell extends ApiCommand.Telling {
    private final String word;

    private Tell(Console console, String word) {
      super(console);
      this.word = word;
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(DESK + "/" + word, body());
    }
  }

  @Command(name = "status", description = "How the desk stands: mandate, momentum, last votes.")
  static final class Status extends ApiCommand {
    Status(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get(DESK);
    }

    @Override
    void show(JsonNode answer, Table table) {
      table.row("%s: %s, profile %s", answer, "name", "status", "profile");
      table.row(
          "money    equity %s USDT, P&L %s (%s %%), today %s %%, drawdown %s %%; %s trades, %s won, fees %s, models %s USD",
          answer.path("money"),
          "equity",
          "total_pnl",
          "total_pnl_pct",
          "day_pnl_pct",
          "drawdown_pct",
          "trades",
          "wins",
          "fees",
          "model_usd");
      table.row("mandate  %s x%s: %s", answer.path("mandate"), "stance", "size_factor", "why");
      table.row("next vote %s, now %s", answer, "next_vote", "as_of");
      if (answer.path("last_cycle").isObject()) {
        table.row(
            "cycle    %s: momentum %s, regime %s, %s",
            answer.path("last_cycle"), "as_of", "momentum", "regime", "outcome");
        JsonNode funnel = answer.path("last_cycle").path("funnel");
        table.row(
            "funnel   universe %s, liquid %s, amplifying %s, allowed %s, entered %s",
            funnel, "universe", "liquid", "amplifying", "allowed", "entered");
      }
      table.row(
          "so far   %s cycles, %s votes, %s re-votes, %s entries, %s trailing exits, %s overrides",
          answer.path("counts"),
          "cycles",
          "votes",
          "revotes",
          "entries",
          "trailing_exits",
          "overrides");
      for (JsonNode vote : answer.path("votes")) {
        table.row("vote     %s %s: %s %s", vote, "as_of", "cause", "outcome", "detail");
        for (JsonNode ballot : vote.path("ballots")) {
          table.row(
              "         %-4s %-5s %-12s %s",
              ballot, "voter", "vote", "aggressiveness", "reasoning");
        }
      }
      for (JsonNode warning : answer.path("warnings")) {
        table.line("warning  " + warning.asText());
      }
    }
  }

  @Command(
      name = "scan",
      description =
          "The ranking of the desk's last look at all coins, and why the others fell out.")
  static final class ShowScan extends ApiCommand {
    ShowScan(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get(DESK).path("scan");
    }

    @Override
    void show(JsonNode scan, Table table) {
      if (!scan.isObject()) {
        table.line("The desk has not looked yet.");
        return;
      }
      table.row("momentum %s (%s)", scan.path("momentum"), "value", "band");
      table.row("regime   %s", scan.path("regime"), "in_force");
      table.row("at       %s", scan, "as_of");
      table.head("%-14s %8s %8s %8s %9s", "symbol", "score", "beta", "corr", "amplified");
      for (JsonNode coin : scan.path("ranking")) {
        table.row(
            "%-14s %8s %8s %8s %9s",
            coin, "symbol", "score", "beta", "correlation", "amplification");
      }
      scan.path("out")
          .properties()
          .forEach(
              reason ->
                  table.line(
                      "%-24s %d coins".formatted(reason.getKey(), reason.getValue().size())));
      scan.path("blocks").forEach(block -> table.line(block.asText()));
    }
  }

  @Command(
      name = "history",
      description =
          "How long it has traded by its configuration: a home with real money asks for that.")
  static final class History extends ApiCommand {
    History(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get(DESK + "/history");
    }

    @Override
    void show(JsonNode history, Table table) {
      table.row(
          "%s on %s, %s prices: %s full days, %s cycles",
          history, "desk", "mode", "prices", "days", "cycles");
      table.row("from %s to %s", history, "first_at", "last_at");
      table.row("configuration %s", history, "configuration");
    }
  }

  @Command(name = "vote", description = "Have the three agents vote at once.")
  static final class Vote extends Tell {
    Vote(Console console) {
      super(console, "vote");
    }
  }

  @Command(
      name = "revote",
      description = "Call an emergency re-vote; a burst gets one, at most one in 15 minutes.")
  static final class Revote extends Tell {
    Revote(Console console) {
      super(console, "revote");
    }
  }

  @Command(name = "exit-all", description = "Close every position of the desk, and pause it.")
  static final class ExitAll extends ApiCommand.Final {
    ExitAll(Console console) {
      super(console);
    }

    @Override
    String question() {
      return "Close every position of the desk at the market, and pause it?";
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(DESK + "/exit-all", body());
    }
  }

  @Command(name = "pause", description = "No entries until `belay amplifier resume`.")
  static final class Pause extends Tell {
    Pause(Console console) {
      super(console, "pause");
    }
  }

  @Command(name = "resume", description = "Entries again, as the mandate allows.")
  static final class Resume extends Tell {
    Resume(Console console) {
      super(console, "resume");
    }
  }

  @Command(name = "profile", description = "Trade by another profile from the next entry on.")
  static final class Profile extends ApiCommand.Telling {
    @Parameters(paramLabel = "NAME", description = "conservative, moderate or aggressive.")
    String name = "";

    Profile(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> body = new LinkedHashMap<>(body());
      body.put("profile", name);
      return api.post(DESK + "/profile", body);
    }
  }
}
