package dev.belay.api.page;

import dev.belay.api.command.Fields;
import dev.belay.api.page.Ask.Choice;
import dev.belay.api.page.Ask.Field;
import dev.belay.api.page.Ask.Kind;
import dev.belay.api.page.Ask.More;
import dev.belay.api.problem.ProblemException;
import dev.belay.api.research.ResearchDesk;
import dev.belay.api.research.StoredRun;
import dev.belay.domain.market.Interval;
import dev.belay.domain.strategy.Parameter;
import dev.belay.domain.strategy.StrategyKind;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what a command about research would do just now, and asks. */
@Hidden
@Controller("/ask/research")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class AskResearchController {
  private static final String RUNS = "/api/research/runs";
  private static final String ONE = "kind=backtest|bias-check";
  private static final String SEARCH = "kind=sweep|walk-forward";
  private static final String WALK = "kind=walk-forward";

  private final Pages pages;
  private final ResearchDesk research;

  AskResearchController(Pages pages, ResearchDesk research) {
    this.pages = pages;
    this.research = research;
  }

  @Get("/start")
  HttpResponse<String> start() {
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.choice(
            "kind",
            "What",
            Kind.TEXT,
            "backtest",
            List.of(
                new Choice("backtest", "backtest: what it would have done"),
                new Choice("sweep", "sweep: many parameters on the same candles"),
                new Choice(
                    "walk-forward", "walk-forward: chosen on one stretch, judged on the next"),
                new Choice("bias-check", "bias check: can its history be believed?"))));
    fields.add(Field.choice("store", "Candles", Kind.TEXT, "", stores()));
    fields.add(Field.text("symbols", "Symbols", "all", "BTCUSDT,ETHUSDT or all").needed());
    fields.add(Field.choice("timeframe", "Timeframe", Kind.TEXT, timeframe(), timeframes()));
    fields.add(
        Field.choice(
            "strategy",
            "Strategy",
            Kind.TEXT,
            "",
            research.strategies().stream()
                .map(kind -> new Choice(kind.name(), kind.name() + ": " + kind.summary()))
                .toList()));
    research.strategies().forEach(kind -> parameters(kind, fields));
    fields.add(Field.text("train", "Chosen on", "180d", "such as 180d").with(WALK));
    fields.add(Field.text("test", "Judged on", "30d", "such as 30d").with(WALK));
    fields.add(Field.text("from", "From", "", "the first candle there is"));
    fields.add(Field.text("to", "To", "", "the last candle there is"));
    fields.add(Field.text("name", "Name", "", "optional"));
    return ask(
        new Ask(
            "Start a run",
            List.of(
                "It is computed beside this Belay, in a process of its own with low priority, and"
                    + " kept.",
                "Nothing is traded."),
            false,
            "POST",
            RUNS,
            fields,
            new More("Money, fills and choice", more()),
            "Start it"));
  }

  private static void parameters(StrategyKind kind, List<Field> fields) {
    for (Parameter one : kind.parameters()) {
      String of = "strategy=" + kind.name() + " ";
      String label = one.name() + ": " + one.meaning();
      fields.add(
          Field.of(
                  "params." + one.name(),
                  label,
                  Kind.NUMBER,
                  Comparison.plain(one.standard()),
                  Comparison.plain(one.standard()))
              .with(of + ONE));
      fields.add(
          Field.text(
                  "grid." + one.name(),
                  label,
                  "",
                  "5..50, 5..50..5 or 5,10,20; empty for " + Comparison.plain(one.standard()))
              .with(of + SEARCH));
    }
  }

  private static List<Field> more() {
    return List.of(
        Field.of("cash", "Cash in USDT", Kind.DECIMAL, "10000", "10000"),
        Field.of("fee_bps", "Fee a side, basis points", Kind.NUMBER, "10", "10"),
        Field.of("slippage_bps", "Slippage, basis points", Kind.NUMBER, "0", "0"),
        Field.of("leverage", "Leverage", Kind.NUMBER, "1", "1"),
        Field.choice(
            "fill",
            "Orders fill",
            Kind.TEXT,
            "next-open",
            List.of(
                new Choice("next-open", "at the next open"),
                new Choice("close", "at the close itself"))),
        Field.choice(
            "gaps",
            "Missing candles",
            Kind.TEXT,
            "leave",
            List.of(new Choice("leave", "stay missing"), new Choice("flat", "stand still"))),
        Field.choice(
            "isolated",
            "Cash of several symbols",
            Kind.FLAG,
            "false",
            List.of(new Choice("false", "shared"), new Choice("true", "each its own"))),
        Field.choice(
                "objective",
                "Best by",
                Kind.TEXT,
                "final_equity",
                List.of(
                    new Choice("final_equity", "final equity"),
                    new Choice("final_equity_closed", "final equity, as if closed"),
                    new Choice("sharpe", "Sharpe ratio"),
                    new Choice("calmar", "Calmar ratio"),
                    new Choice("max_drawdown", "least drawdown")))
            .with(SEARCH),
        Field.of("samples", "Only so many, by chance", Kind.NUMBER, null, "all of them")
            .with(SEARCH),
        Field.text("step", "From fold to fold", "", "as long as the test").with(WALK),
        Field.text("purge", "Left out of the training's end", "", "such as 12h").with(WALK),
        Field.text("embargo", "Left out of the test's beginning", "", "such as 12h").with(WALK),
        Field.choice(
                "anchored",
                "Trainings begin",
                Kind.FLAG,
                "false",
                List.of(
                    new Choice("false", "one after the other"),
                    new Choice("true", "all at the first candle")))
            .with(WALK));
  }

  private List<Choice> stores() {
    return research.stores().stream()
        .map(
            store ->
                new Choice(
                    store.name(),
                    "%s: %s"
                        .formatted(
                            store.name(),
                            store.symbols().size() > 4
                                ? store.symbols().size() + " symbols"
                                : String.join(", ", store.symbols().keySet()))))
        .toList();
  }

  /** The longest that the first store has. */
  private String timeframe() {
    TreeSet<Interval> all =
        research.stores().stream()
            .limit(1)
            .flatMap(store -> store.symbols().values().stream())
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    return all.isEmpty() ? "1h" : all.last().toString();
  }

  private static List<Choice> timeframes() {
    return Arrays.stream(Interval.values())
        .map(each -> new Choice(each.toString(), each.toString()))
        .toList();
  }

  @Get("/runs/{id}/cancel")
  HttpResponse<String> cancel(String id) {
    return ask(
        new Ask(
            "Cancel " + stored(id).title(),
            List.of("Its process is stopped. It can be started again, from the beginning."),
            false,
            "POST",
            RUNS + "/" + id + "/cancel",
            List.of(),
            "Cancel the run"));
  }

  @Get("/runs/{id}/again")
  HttpResponse<String> again(String id) {
    return ask(
        new Ask(
            "Start %s again".formatted(stored(id).title()),
            List.of("It is computed anew with the same settings, on the candles of now."),
            false,
            "POST",
            RUNS + "/" + id + "/again",
            List.of(),
            "Start it again"));
  }

  @Get("/runs/{id}/delete")
  HttpResponse<String> delete(String id) {
    return ask(
        new Ask(
            "Delete " + stored(id).title(),
            List.of("Answer, curve and report are deleted. Candles stay, so it can be run again."),
            true,
            "DELETE",
            RUNS + "/" + id,
            List.of(),
            "Delete it"));
  }

  private StoredRun stored(String id) {
    return research
        .run(id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "the id of a run", Fields.quoted(id), "The page Research lists them."));
  }

  private HttpResponse<String> ask(Ask ask) {
    return pages.part("ask", Map.of("ask", ask));
  }
}
