package dev.belay.domain.strategy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A strategy that can be chosen by name.
 *
 * @param name as on the command line
 * @param summary in one sentence
 * @param parameters in the order in which they are shown
 * @param check throws IllegalArgumentException where values that are each allowed do not go
 *     together
 * @param maker makes one for a run of one symbol
 */
public record StrategyKind(
    String name,
    String summary,
    List<Parameter> parameters,
    Consumer<Parameters> check,
    Function<Parameters, Strategy> maker) {
  public StrategyKind {
    parameters = List.copyOf(parameters);
  }

  /** Where any values go together. */
  public StrategyKind(
      String name,
      String summary,
      List<Parameter> parameters,
      Function<Parameters, Strategy> maker) {
    this(name, summary, parameters, any -> {}, maker);
  }

  /**
   * The given values with the standard ones.
   *
   * @throws IllegalArgumentException if a name or a value is not allowed
   */
  public Parameters parameters(Map<String, Double> given) {
    Parameters all;
    try {
      all = Parameters.of(parameters, given);
      check.accept(all);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Strategy %s: %s".formatted(name, e.getMessage()), e);
    }
    return all;
  }

  public Strategy make(Parameters values) {
    return maker.apply(values);
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException with the names there are, if there is none
   */
  public static StrategyKind named(String name, Collection<StrategyKind> kinds) {
    for (StrategyKind kind : kinds) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    List<String> names = kinds.stream().map(StrategyKind::name).toList();
    throw new IllegalArgumentException(
        "Expected a strategy of %s, was %s%s".formatted(names, name, Spelling.hint(name, names)));
  }
}
