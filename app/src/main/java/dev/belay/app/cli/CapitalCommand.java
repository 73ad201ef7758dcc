package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Durations;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs about capital and the roster. */
final class CapitalCommand {
  private CapitalCommand() {}

  private static String agent(String id, String verb) {
    String path = "/api/agents/" + BelayApi.encode(id);
    return verb.isEmpty() ? path : path + "/" + verb;
  }

  @Command(
      name = "rebalance",
      description = "Review the fund now: disable by the rule, share the capital out anew.")
  static final class Rebalance extends ApiCommand.Final {
    Rebalance(Console console) {
      super(console);
    }

    @Override
    String question() {
      return "Review the fund now? Agents may be disabled, and positions reduced.";
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post("/api/portfolio/rebalance", body());
    }
  }

  @Command(name = "allocation", description = "Choose how capital is shared out, and move it.")
  static final class Allocation extends ApiCommand.Telling {
    @Parameters(paramLabel = "SCHEME", description = "equal, performance, strategy or custom.")
    String scheme = "";

    @Option(
        names = "--weights",
        paramLabel = "AGENT=PERCENT",
        split = ",",
        description = "Of the scheme custom, such as a=30,b=70; they sum to exactly 100.")
    @Nullable Map<String, BigDecimal> weights;

    Allocation(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> body = body();
      body.put("scheme", scheme);
      if (weights != null) {
        body.put("weights", weights);
      }
      return api.post("/api/portfolio/allocation", body);
    }
  }

  @Command(name = "disable", description = "Take an agent out; its capital comes back.")
  static final class Disable extends ApiCommand.Final {
    @Parameters(paramLabel = "AGENT")
    String id = "";

    Disable(Console console) {
      super(console);
    }

    @Override
    String question() {
      return "Close every position of %s at the market and take its capital back?".formatted(id);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(agent(id, "disable"), body());
    }
  }

  @Command(
      name = "enable",
      description = "Take an agent in again, with its share as far as there is unallocated cash.")
  static final class Enable extends ApiCommand.Telling {
    @Parameters(paramLabel = "AGENT")
    String id = "";

    Enable(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      return api.post(agent(id, "enable"), body());
    }
  }

  /** What an agent is made of, as flags. */
  static final class Made {
    @Option(names = "--name", paramLabel = "TEXT", description = "For people.")
    @Nullable String name;

    @Option(names = "--model", paramLabel = "ID", description = "One of the fund's models.")
    @Nullable String model;

    @Option(names = "--style", paramLabel = "STYLE", description = "Its prompt, such as balanced.")
    @Nullable String style;

    @Option(
        names = "--interval",
        paramLabel = "DURATION",
        description = "Market time between rounds, such as 90s or 5m.")
    @Nullable String interval;

    @Option(
        names = "--consensus",
        paramLabel = "RULE",
        description = "single, voting, weighted or unanimous.")
    @Nullable String consensus;

    @Option(names = "--voices", paramLabel = "N", description = "Voices of a consensus, 2 to 9.")
    @Nullable Integer voices;

    @Option(
        names = "--symbols",
        paramLabel = "SYMBOL",
        split = ",",
        description = "What it may trade, such as BTCUSDT,ETHUSDT.")
    @Nullable List<String> symbols;

    @Option(names = "--leverage", paramLabel = "N", description = "The greatest, 1 to 10.")
    @Nullable Integer leverage;

    @Option(
        names = "--limit",
        paramLabel = "NAME=VALUE",
        split = ",",
        description = "Limits as in the configuration file, such as max_positions=2.")
    @Nullable Map<String, BigDecimal> limits;

    /** Adds what was said. */
    void addTo(Map<String, @Nullable Object> body) {
      put(body, "name", name);
      put(body, "model", model);
      put(body, "style", style);
      put(body, "interval_seconds", interval == null ? null : seconds(interval));
      put(body, "consensus", consensus);
      put(body, "voices", voices);
      put(body, "symbols", symbols);
      put(body, "leverage", leverage);
      put(body, "limits", limits);
    }

    private static void put(
        Map<String, @Nullable Object> body, String field, @Nullable Object value) {
      if (value != null) {
        body.put(field, value);
      }
    }

    private static Long seconds(String text) {
      try {
        return Durations.parse(text).toSeconds();
      } catch (IllegalArgumentException e) {
        throw new OperatorException(ExitCode.USAGE, "--interval: " + e.getMessage(), e);
      }
    }
  }

  @Command(name = "set", description = "Change an agent, from its next round.")
  static final class SetAgent extends ApiCommand.Telling {
    @Parameters(paramLabel = "AGENT")
    String id = "";

    @Mixin Made made = new Made();

    SetAgent(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> body = body();
      made.addTo(body);
      return api.patch(agent(id, ""), body);
    }
  }

  @Command(name = "add", description = "Take a new agent in.")
  static final class Add extends ApiCommand.Telling {
    @Parameters(paramLabel = "AGENT", description = "Its id.")
    String id = "";

    @Mixin Made made = new Made();

    @Option(
        names = "--capital",
        paramLabel = "USDT",
        description = "What it starts with, of the unallocated cash; else an equal share.")
    @Nullable String capital;

    Add(Console console) {
      super(console);
    }

    @Override
    JsonNode ask(BelayApi api) {
      Map<String, @Nullable Object> body = body();
      body.put("id", id);
      made.addTo(body);
      if (capital != null) {
        body.put("capital", capital);
      }
      return api.post("/api/agents", body);
    }
  }
}
