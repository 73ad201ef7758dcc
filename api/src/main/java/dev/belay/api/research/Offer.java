package dev.belay.api.research;

import dev.belay.domain.strategy.Parameter;
import dev.belay.domain.strategy.StrategyKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to run.
 *
 * @param kinds of runs
 * @param stores of the home
 */
@Schema(name = "ResearchOffer")
public record Offer(List<String> kinds, List<OfStrategy> strategies, List<OfStore> stores) {
  /** In the order in which they are shown; each is a verb of the command line. */
  public static final List<String> KINDS =
      List.of("backtest", "sweep", "walk-forward", "bias-check");

  /** A strategy with its parameters. */
  @Schema(name = "ResearchStrategy")
  public record OfStrategy(String name, String summary, List<OfParameter> parameters) {}

  /**
   * @param meaning with its unit, in a few words
   * @param whole whether it has no decimals
   */
  @Schema(name = "ResearchParameter")
  public record OfParameter(
      String name, String meaning, boolean whole, double least, double most, double standard) {}

  /**
   * @param symbols with the intervals they have
   */
  @Schema(name = "ResearchStore")
  public record OfStore(String name, Map<String, List<String>> symbols) {}

  static Offer of(ResearchDesk desk) {
    return new Offer(
        KINDS,
        desk.strategies().stream().map(Offer::of).toList(),
        desk.stores().stream().map(Offer::of).toList());
  }

  private static OfStrategy of(StrategyKind kind) {
    return new OfStrategy(
        kind.name(), kind.summary(), kind.parameters().stream().map(Offer::of).toList());
  }

  private static OfParameter of(Parameter one) {
    return new OfParameter(
        one.name(), one.meaning(), one.whole(), one.least(), one.most(), one.standard());
  }

  private static OfStore of(ResearchDesk.Store store) {
    Map<String, List<String>> symbols = new LinkedHashMap<>();
    store
        .symbols()
        .forEach(
            (symbol, intervals) ->
                symbols.put(symbol, intervals.stream().map(String::valueOf).toList()));
    return new OfStore(store.name(), symbols);
  }
}
