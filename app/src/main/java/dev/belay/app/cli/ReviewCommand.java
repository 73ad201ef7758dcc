package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verbs that show reviews. */
final class ReviewCommand {
  private ReviewCommand() {}

  @Command(name = "list", description = "List the reviews, newest first.")
  static final class Listing extends ApiCommand {
    private static final String FORM = "%-38s %-8s %-21s %-12s %s";

    Listing(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get("/api/reviews");
    }

    @Override
    void show(JsonNode answer, Table table) {
      table.head(FORM, "id", "kind", "as of", "scheme", "allocation");
      for (JsonNode review : answer.path("items")) {
        table.row(FORM, review, "id", "kind", "as_of", "scheme", "allocation");
      }
    }
  }

  @Command(name = "show", description = "Show a review.")
  static final class Show extends ApiCommand {
    private static final String FORM = "%-16s %14s %10s %7s %-10s %12s  %s";

    @Parameters(paramLabel = "REVIEW", description = "Its id, as `belay review list` shows it.")
    String id = "";

    Show(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get("/api/reviews/" + BelayApi.encode(id));
    }

    @Override
    void show(JsonNode review, Table table) {
      JsonNode report = review.path("report");
      table.row("review %s · %s, carried out %s", review, "id", "kind", "applied_at");
      table.row("as of %s, since %s · allocation %s", report, "as_of", "since", "scheme");
      table.row(
          "fund %s USDT · return %s %% · buy-and-hold of BTC %s %%",
          report, "total_equity", "return_pct", "bitcoin_return_pct");
      table.line("");
      table.head(FORM, "agent", "equity", "return %", "trades", "proposal", "target", "why");
      for (JsonNode agent : report.path("agents")) {
        table.row(
            FORM, agent, "agent", "equity", "return_pct", "trades", "proposal", "target", "reason");
      }
      table.line("");
      table.row("Sharpe: %s", report.path("conventions"), "sharpe");
      if (review.path("refusal").isTextual()) {
        table.row("The allocation could not be applied: %s", review, "refusal");
      }
    }
  }
}
