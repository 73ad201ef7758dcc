package dev.belay.domain.strategy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A value for every parameter of a strategy, in the order in which the strategy names them. */
public final class Parameters {
  private final Map<String, Double> values;

  private Parameters(Map<String, Double> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * The given values, and the standard ones of all others.
   *
   * @throws IllegalArgumentException if a name is not one of the parameters, or a value is not
   *     allowed
   */
  public static Parameters of(List<Parameter> known, Map<String, Double> given) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Parameter parameter : known) {
      Double value = given.get(parameter.name());
      values.put(parameter.name(), parameter.checked(value == null ? parameter.standard() : value));
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException(
            values.isEmpty()
                ? "Expected no parameter, was %s".formatted(name)
                : "Expected a parameter of %s, was %s%s"
                    .formatted(values.keySet(), name, Spelling.hint(name, values.keySet())));
      }
    }
    return new Parameters(values);
  }

  public int whole(String name) {
    return (int) real(name);
  }

  /**
   * @throws IllegalArgumentException if there is no such parameter
   */
  public double real(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Expected a parameter of %s, was %s".formatted(values.keySet(), name));
    }
    return value;
  }

  public Map<String, Double> values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** As on the command line: {@code fast=12 slow=26}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(" ");
    values.forEach((name, value) -> text.add(name + "=" + Parameter.plain(value)));
    return text.toString();
  }
}
