package dev.belay.api.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.amplifier.AmplifierDesk;
import dev.belay.api.amplifier.AmplifierView;
import dev.belay.api.page.MomentumChart.Level;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The amplifier's desk. */
@Hidden
@Controller("/amplifier")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = Pages.class)
final class AmplifierPage {
  private static final List<Level> BANDS =
      List.of(
          new Level("fire 80", 80),
          new Level("hot 65", 65),
          new Level("warm 45", 45),
          new Level("cool 25", 25));
  private static final int SHOWN = 20;

  private final Pages pages;
  private final AmplifierDesk desk;

  AmplifierPage(Pages pages, AmplifierDesk desk) {
    this.pages = pages;
    this.desk = desk;
  }

  /** A coin of the ranking; numbers as people read them. */
  public record Coin(
      String symbol,
      String score,
      String beta,
      String correlation,
      String amplification,
      String surge,
      String rsi,
      String volume) {

    static Coin of(JsonNode coin) {
      return new Coin(
          coin.path("symbol").asText(),
          number(coin.path("score"), 1),
          number(coin.path("beta"), 2),
          number(coin.path("correlation"), 2),
          number(coin.path("amplification"), 1),
          number(coin.path("surge"), 2),
          number(coin.path("rsi"), 0),
          number(coin.path("volume"), 0));
    }
  }

  /** A part of the momentum. */
  public record Part(String name, String input, String points, String most) {}

  /** Why coins fell out. */
  public record Out(String reason, int count, String some) {}

  @Get
  HttpResponse<String> page(HttpRequest<?> request) {
    return pages.show(
        request,
        Section.AMPLIFIER,
        "Amplifier",
        "amplifier",
        frame -> {
          Map<String, Object> model = new HashMap<>();
          desk.look().ifPresent(seen -> fill(model, seen));
          return model;
        });
  }

  private static void fill(Map<String, Object> model, AmplifierDesk.Seen seen) {
    AmplifierView view = AmplifierView.of(seen);
    model.put("desk", view);
    model.put("held", seen.positions());
    model.put("history", MomentumChart.of(view.history(), BANDS));
    AmplifierView.Cycle last = view.lastCycle();
    model.put("gauge", last == null ? null : MomentumChart.gauge(last, BANDS));
    JsonNode scan = view.scan();
    model.put("parts", scan == null ? List.of() : parts(scan.path("momentum")));
    model.put("ranking", scan == null ? List.of() : ranking(scan.path("ranking")));
    model.put("blocks", scan == null ? List.of() : texts(scan.path("blocks")));
    model.put("out", scan == null ? List.of() : out(scan.path("out")));
    model.put("band", scan == null ? "" : scan.path("momentum").path("band").asText(""));
  }

  private static List<Part> parts(JsonNode momentum) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : momentum.path("parts")) {
      parts.add(
          new Part(
              part.path("name").asText(),
              number(part.path("input"), 2),
              number(part.path("points"), 1),
              number(part.path("most"), 0)));
    }
    return parts;
  }

  private static List<Coin> ranking(JsonNode rows) {
    List<Coin> coins = new ArrayList<>();
    for (JsonNode row : rows) {
      if (coins.size() < SHOWN) {
        coins.add(Coin.of(row));
      }
    }
    return coins;
  }

  private static List<Out> out(JsonNode reasons) {
    List<Out> out = new ArrayList<>();
    reasons
        .properties()
        .forEach(
            entry -> {
              List<String> symbols = texts(entry.getValue());
              out.add(
                  new Out(
                      entry.getKey(),
                      symbols.size(),
                      String.join(", ", symbols.stream().limit(6).toList())
                          + (symbols.size() > 6 ? ", …" : "")));
            });
    return out;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static String number(@Nullable JsonNode value, int decimals) {
    return value == null || !value.isNumber()
        ? "–"
        : String.format(java.util.Locale.ENGLISH, "%,." + decimals + "f", value.asDouble())
            .replace('-', '−');
  }
}
