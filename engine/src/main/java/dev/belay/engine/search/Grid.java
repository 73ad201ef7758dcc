package dev.belay.engine.search;

import dev.belay.domain.strategy.Parameters;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.engine.statistics.SplitMix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Every combination of the values of some parameters, numbered from 0; the last axis moves first.
 */
public final class Grid {
  private final StrategyKind kind;
  private final Map<String, Double> fixed;
  private final List<Axis> axes;
  private final long size;

  /**
   * @param fixed parameters that every combination has
   * @throws IllegalArgumentException if a name is not one of the strategy's, given twice, or a
   *     value is out of its range
   */
  public Grid(StrategyKind kind, Map<String, Double> fixed, List<Axis> axes) {
    this.kind = kind;
    this.fixed = Map.copyOf(fixed);
    this.axes = List.copyOf(axes);
    Map<String, Double> first = new LinkedHashMap<>(fixed);
    long product = 1;
    for (Axis axis : axes) {
      if (first.put(axis.name(), axis.values().getFirst()) != null) {
        throw new IllegalArgumentException(
            "Expected each parameter once, was %s twice".formatted(axis.name()));
      }
      product =
          Math.multiplyHigh(product, axis.values().size()) == 0
              ? Math.max(product, product * axis.values().size())
              : Long.MAX_VALUE;
    }
    this.size = product;
    checkRanges();
  }

  /** Each value by itself; whether they go together is for every combination to say. */
  private void checkRanges() {
    StrategyKind anyhow =
        new StrategyKind(kind.name(), kind.summary(), kind.parameters(), kind.maker());
    for (Axis axis : axes) {
      for (double value : axis.values()) {
        Map<String, Double> one = new LinkedHashMap<>(fixed);
        one.put(axis.name(), value);
        anyhow.parameters(one);
      }
    }
    if (axes.isEmpty()) {
      kind.parameters(fixed);
    }
  }

  /** How many there are; more than a long can count is {@link Long#MAX_VALUE}. */
  public long size() {
    return size;
  }

  public StrategyKind kind() {
    return kind;
  }

  /**
   * The combination of that number; empty where its values don't go together.
   *
   * @param number 0 to below the size
   */
  public Optional<Parameters> combination(long number) {
    Map<String, Double> values = new LinkedHashMap<>(fixed);
    long left = number;
    for (int i = axes.size() - 1; i >= 0; i--) {
      List<Double> of = axes.get(i).values();
      values.put(axes.get(i).name(), of.get((int) (left % of.size())));
      left /= of.size();
    }
    try {
      return Optional.of(kind.parameters(values));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** All that go together, in order of number. */
  public List<Parameters> all() {
    List<Parameters> all = new ArrayList<>();
    for (long number = 0; number < size; number++) {
      combination(number).ifPresent(all::add);
    }
    return all;
  }

  /** So many by chance, none twice, in order of number; all where there are no more. */
  public List<Parameters> sample(int count, long seed) {
    if (count >= size) {
      return all();
    }
    SplitMix chance = new SplitMix(seed);
    TreeSet<Long> numbers = new TreeSet<>();
    while (numbers.size() < count) {
      numbers.add(Math.unsignedMultiplyHigh(chance.nextLong(), size));
    }
    List<Parameters> found = new ArrayList<>();
    numbers.forEach(number -> combination(number).ifPresent(found::add));
    return found;
  }
}
