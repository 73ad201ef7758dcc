package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What an agent does, as its journal has it: decisions, refusals, orders, fills. */
@Command(
    name = "logs",
    description = "Show an agent's decisions, refusals, orders and fills; follow them with -f.")
final class LogsCommand implements Callable<Integer> {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int PAGE = 500;

  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.ApiPort port = new Flags.ApiPort();

  @Parameters(paramLabel = "AGENT", description = "Its trader_id.")
  String agent = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until Ctrl-C.")
  boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      converter = Lines.class,
      description = "How many of the past, 0 to 500 (${DEFAULT-VALUE}).")
  int lines = 50;

  @Option(names = "--json", description = "Print a JSON document a line.")
  boolean json;

  LogsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    BelayApi api = BelayApi.of(home.locate(console.environment()), port.port);
    long last = past(api);
    while (follow && !console.out().checkError()) {
      JsonNode page = api.get(path("after", Long.toString(last), PAGE));
      for (JsonNode event : page.path("items")) {
        print(event);
        last = event.path("seq").asLong();
      }
      if (page.path("items").size() < PAGE) {
        Thread.sleep(LOOK_AGAIN.toMillis());
      }
    }
    return ExitCode.DONE.code();
  }

  /** The number of the newest event. */
  private long past(BelayApi api) {
    List<JsonNode> events = new ArrayList<>();
    api.get(path("before", null, Math.max(1, lines))).path("items").forEach(events::add);
    long last = events.isEmpty() ? 0 : events.getFirst().path("seq").asLong();
    Collections.reverse(events);
    events.stream().skip(lines == 0 ? events.size() : 0).forEach(this::print);
    return last;
  }

  private String path(String name, @Nullable String value, int limit) {
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("agent", agent);
    query.put(name, value);
    query.put("limit", limit);
    return BelayApi.path("/api/journal", query);
  }

  private void print(JsonNode event) {
    PrintStream out = console.out();
    if (json) {
      out.println(event);
    } else {
      out.printf(
          "%s %-14s %s%s%n",
          event.path("at").asText(),
          event.path("kind").asText(),
          event.path("text").asText().replaceAll("\\p{Cntrl}", " "),
          asOf(event.path("body")));
    }
    out.flush();
  }

  /** Market time, where the event has one: a simulated market's is not the wall clock's. */
  private static String asOf(JsonNode body) {
    String round = body.path("round").asText("");
    String time = round.substring(round.lastIndexOf('/') + 1);
    if (time.isEmpty()) {
      time = body.path("fill").path("at").asText("");
    }
    return time.isEmpty() ? "" : " (as of " + time + ")";
  }

  static final class Lines implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= PAGE) {
        return Integer.parseInt(text);
      }
      throw new TypeConversionException(
          "Expected a whole number from 0 to %d, was \"%s\"".formatted(PAGE, text));
    }
  }
}
