package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands to the fund: {@code POST /api/portfolio/NAME}. */
final class OperateCommand {
  private static final String FUND = "/api/portfolio/";

  private OperateCommand() {}

  @Command(
      name = "halt",
      description = "No new entries until `belay resume`; open positions keep their stops.")
  static final class Halt extends ApiCommand.Telling {
    Halt(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(FUND + "halt", body());
    }
  }

  @Command(name = "resume", description = "Allow entries again after a halt or a flatten.")
  static final class Resume extends ApiCommand.Telling {
    Resume(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(FUND + "resume", body());
    }
  }

  @Command(
      name = "reconcile",
      description = "Hold ledger and venue against each other now; it also happens every minute.")
  static final class Reconcile extends ApiCommand.Telling {
    Reconcile(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(FUND + "reconcile", body());
    }
  }

  @Command(name = "cases", description = "Show where ledger and venue disagree.")
  static final class Cases extends ApiCommand {
    private static final String FORM = "%-5s %-18s %-16s %-28s %-10s %s";

    @Option(names = "--all", description = "Also those that are gone.")
    boolean all;

    Cases(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.get(all ? "/api/cases?all=true" : "/api/cases");
    }

    @Override
    void show(JsonNode answer, Table table) {
      JsonNode last = answer.path("reconciliation");
      if (last.isObject()) {
        table.row(
            "last look %s: %s accounts, %s resting orders, %s positions",
            last, "at", "accounts", "orders", "positions");
      } else {
        table.line("no look has come to its end yet");
      }
      if (answer.path("items").isEmpty()) {
        table.line(all ? "no case so far" : "no open case");
        return;
      }
      table.head(FORM, "case", "kind", "agent", "about", "state", "what differs");
      for (JsonNode item : answer.path("items")) {
        table.row(FORM, item, "id", "kind", "agent", "subject", "outcome", "detail");
      }
    }
  }

  @Command(name = "flatten", description = "Halt, then close every position.")
  static final class Flatten extends ApiCommand.Final {
    Flatten(Console console) {
      super(console);
    }

    @Override
    String question() {
      return "Halt entries and close every position at the market?";
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(FUND + "flatten", body());
    }
  }
}
