package dev.belay.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark found: a JSON document for machines, lines for people. */
final class Report {
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final Map<String, Object> results = new LinkedHashMap<>();
  private final List<Map<String, Object>> targets = new ArrayList<>();

  Report(Settings settings) {
    document.put("benchmark", settings.name());
    document.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    document.put("options", settings.values());
    document.put("machine", machine());
  }

  /** The load of the minute before tells whether the machine was quiet. */
  private static Map<String, Object> machine() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("processors", Runtime.getRuntime().availableProcessors());
    fields.put("processor", firstValue(Path.of("/proc/cpuinfo"), "model name"));
    fields.put("memory", firstValue(Path.of("/proc/meminfo"), "MemTotal"));
    fields.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    fields.put("java", System.getProperty("java.runtime.version"));
    fields.put("load_before", load());
    return fields;
  }

  private static double load() {
    return rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String firstValue(Path file, String key) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  void put(String key, Object value) {
    results.put(key, value);
  }

  void put(String key, Distribution distribution) {
    results.put(key, distribution.json());
    say("%-44s %s", key, distribution.json());
  }

  void most(String what, double measured, double limit) {
    target(what, measured, "<=", limit, measured <= limit);
  }

  void least(String what, double measured, double limit) {
    target(what, measured, ">=", limit, measured >= limit);
  }

  private void target(String what, double measured, String sign, double limit, boolean met) {
    if (Double.isNaN(measured)) {
      say("%-44s nothing measured, target %s %s", what, sign, limit);
      return;
    }
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("what", what);
    target.put("target", sign + " " + limit);
    target.put("measured", rounded(measured));
    target.put("met", met);
    targets.add(target);
    say("%-44s %s, target %s %s: %s", what, rounded(measured), sign, limit, met ? "met" : "MISSED");
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  static void say(String format, Object... values) {
    System.err.println(String.format(Locale.ROOT, format, values));
  }

  void print() {
    document.put("load_after", load());
    document.put("results", results);
    document.put("targets", targets);
    try {
      System.out.println(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a document of plain values", e);
    }
  }
}
