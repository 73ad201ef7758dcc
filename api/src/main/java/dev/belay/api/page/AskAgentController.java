package dev.belay.api.page;

import dev.belay.api.page.Ask.Choice;
import dev.belay.api.page.Ask.Field;
import dev.belay.api.page.Ask.Kind;
import dev.belay.api.page.Ask.More;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.api.problem.ProblemException;
import dev.belay.api.prompt.PromptShelf;
import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.PositionRow;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what a command to an agent would do just now, and asks. */
@Hidden
@Controller("/ask/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class AskAgentController {
  private static final Show SHOW = Show.INSTANCE;
  private final Pages pages;
  private final PortfolioBook book;
  private final HistoryBook history;
  private final QuoteBoard quotes;
  private final PromptShelf prompts;

  AskAgentController(
      Pages pages,
      PortfolioBook book,
      HistoryBook history,
      QuoteBoard quotes,
      PromptShelf prompts) {
    this.pages = pages;
    this.book = book;
    this.history = history;
    this.quotes = quotes;
    this.prompts = prompts;
  }

  @Get("/add")
  HttpResponse<String> add() {
    PortfolioSpec fund = history.portfolio();
    return ask(
        new Ask(
            "Add an agent",
            List.of(
                "It gets an account of its own and decides from the next point of its interval.",
                "Its capital comes out of unallocated cash, as far as there is any; what else it"
                    + " is due the next review brings."),
            false,
            "POST",
            "/api/agents",
            List.of(
                Field.text("id", "Id", "", "lower-case letters, digits, underscores").needed(),
                Field.text("name", "Name", "", "for people; the id unless given"),
                Field.choice("model", "Model", Kind.TEXT, "", models(fund)),
                Field.choice("style", "Style", Kind.TEXT, "balanced", styles()),
                interval("180"),
                Field.of(
                    "symbols",
                    "Symbols",
                    Kind.LIST,
                    "BTCUSDT, ETHUSDT",
                    "such as BTCUSDT, ETHUSDT"),
                Field.of(
                    "capital", "Capital in USDT", Kind.DECIMAL, null, "empty for an equal share"),
                Field.reason()),
            new More("Limits", limits(AgentLimits.DEFAULT, false)),
            "Add the agent"));
  }

  @Get("/{id}/set")
  HttpResponse<String> set(String id) {
    AgentSpec agent = agent(id);
    return ask(
        new Ask(
            "Change " + agent.name(),
            List.of("What you change holds from its next round; the rest stays as it is."),
            false,
            "PATCH",
            "/api/agents/" + id,
            List.of(
                Field.text("name", "Name", agent.name(), ""),
                Field.choice(
                    "model", "Model", Kind.TEXT, agent.model(), models(history.portfolio())),
                Field.choice("style", "Style", Kind.TEXT, agent.style(), styles()),
                interval("" + agent.interval().toSeconds()),
                Field.choice(
                    "consensus",
                    "Consensus",
                    Kind.TEXT,
                    agent.consensus().toString(),
                    choices(Arrays.stream(Consensus.values()).map(Consensus::toString).toList())),
                Field.of("voices", "Voices", Kind.NUMBER, agent.voices(), "2 to 9; 1 for single"),
                Field.of(
                    "symbols",
                    "Symbols",
                    Kind.LIST,
                    agent.symbols().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", ")),
                    "such as BTCUSDT, ETHUSDT"),
                Field.reason()),
            new More("Limits", limits(agent.limits(), true)),
            "Change it"));
  }

  @Get("/{id}/{command:pause|resume|exit|disable|enable}")
  HttpResponse<String> agent(String id, String command) {
    AgentSpec agent = agent(id);
    List<PositionRow> held =
        book.openPositions(quotes.now().quotes()).stream()
            .filter(row -> row.agent().equals(id))
            .toList();
    boolean danger = command.equals("exit") || command.equals("disable");
    return ask(
        new Ask(
            SHOW.title(command) + " " + agent.name(),
            will(agent.name(), command, AskController.closes(held)),
            danger,
            "POST",
            "/api/agents/" + id + "/" + command,
            List.of(Field.reason()),
            SHOW.title(command)));
  }

  private static List<String> will(String name, String command, String closes) {
    return switch (command) {
      case "pause" ->
          List.of(
              name + " begins no more rounds, until you resume it.",
              "Its open positions keep their stops and targets.");
      case "resume" -> List.of(name + " decides again from the next point of its interval.");
      case "enable" ->
          List.of(
              name + " takes part again from the next point of its interval.",
              "It gets its share of the capital, as far as there is unallocated cash; what else it"
                  + " is due the next review brings.");
      case "exit" ->
          List.of(
              name + " is paused.",
              closes,
              "Closed positions can't be brought back; you may resume the agent later.");
      default ->
          List.of(
              name + " takes no more part.",
              closes,
              "Then its capital goes back to unallocated cash.",
              "Closed positions can't be brought back; you may enable the agent later.");
    };
  }

  private static Field interval(String seconds) {
    return Field.of(
        "interval_seconds",
        "Decides every so many seconds of market time",
        Kind.NUMBER,
        seconds,
        "such as 180");
  }

  /**
   * @param shown with what they are now; otherwise that is only the hint
   */
  private static List<Field> limits(AgentLimits limits, boolean shown) {
    Map<String, BigDecimal> now = AgentPatch.named(limits);
    return AgentPatch.LIMITS.stream()
        .map(
            name ->
                Field.of(
                    "limits." + name,
                    SHOW.title(name) + (name.equals("drawdown_pause") ? " in seconds" : ""),
                    Kind.NUMBER,
                    shown ? now.get(name) : null,
                    "" + now.get(name)))
        .toList();
  }

  private static List<Choice> models(PortfolioSpec fund) {
    return fund.models().stream().map(model -> new Choice(model.id(), model.name())).toList();
  }

  private List<Choice> styles() {
    return choices(prompts.styles());
  }

  private static List<Choice> choices(List<String> values) {
    return values.stream().map(value -> new Choice(value, value)).toList();
  }

  private AgentSpec agent(String id) {
    return history.portfolio().agents().stream()
        .filter(agent -> agent.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "one of the fund's agents", "\"" + id + "\"", "The page Agents lists them."));
  }

  private HttpResponse<String> ask(Ask ask) {
    return pages.part("ask", Map.of("ask", ask));
  }
}
