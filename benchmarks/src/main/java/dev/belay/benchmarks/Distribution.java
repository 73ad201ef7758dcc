package dev.belay.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percentiles by nearest rank of measured values, all of one unit. */
record Distribution(List<Double> sorted) {
  static Distribution of(List<Double> values) {
    return new Distribution(values.stream().sorted().toList());
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  /** NaN if nothing was measured. */
  double percentile(double percent) {
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1);
  }

  double max() {
    return percentile(100);
  }

  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("count", sorted.size());
    if (!sorted.isEmpty()) {
      fields.put("p50", Report.rounded(percentile(50)));
      fields.put("p95", Report.rounded(percentile(95)));
      fields.put("max", Report.rounded(max()));
    }
    return fields;
  }
}
