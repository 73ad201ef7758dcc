package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

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
