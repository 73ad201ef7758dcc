package dev.belay.activities.research;

import dev.belay.engine.fill.Fixed;
import dev.belay.engine.statistics.Estimate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures in the order and the form in which they are told: what is unknown says why. */
final class Figures {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  Map<String, @Nullable Object> values() {
    return values;
  }

  Figures put(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** An amount in fixed point, as text with all its decimals. */
  Figures amount(String name, long fixed) {
    return put(name, plain(fixed));
  }

  Figures time(String name, long millis) {
    return put(name, Instant.ofEpochMilli(millis).toString());
  }

  Figures estimate(String name, Estimate estimate) {
    return scaled(name, estimate, 1);
  }

  Figures percent(String name, Estimate fraction) {
    return scaled(name, fraction, 100);
  }

  private Figures scaled(String name, Estimate estimate, double factor) {
    Double value = estimate.value();
    put(name, value == null ? null : value * factor);
    if (value == null) {
      put(name + "_reason", estimate.reason());
    }
    return this;
  }

  static String plain(long fixed) {
    return Fixed.decimal(fixed).toPlainString();
  }
}
