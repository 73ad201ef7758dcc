package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.activities.research.Cores;
import dev.belay.activities.research.Study;
import dev.belay.api.research.CurvePoint;
import dev.belay.api.research.RunFigures;
import dev.belay.api.research.RunOrder;
import dev.belay.api.research.RunProgress;
import dev.belay.app.base.Json;
import dev.belay.app.research.RunShelf;
import dev.belay.domain.market.Candles;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.backtest.EquityCurve;
import dev.belay.engine.fill.Fixed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Keeps the run of a command. */
final class RunKeeper {
  /** Enough for a drawing. */
  private static final int MOST_POINTS = 600;

  private static final long PROGRESS_NANOS = 300_000_000L;

  /** Flags that say who reads the answer, where it goes and how fast it is there. */
  private static final Set<String> PLACES =
      Set.of(
          "help",
          "version",
          "home",
          "json",
          "keep",
          "run",
          "parent",
          "report",
          "trades",
          "threads",
          "durable",
          "workers",
          "cancel",
          "temporal",
          "chunk");

  private final RunShelf shelf;
  private final @Nullable String name;
  private final @Nullable String run;
  private final Instant began = Instant.now();

  /**
   * @param research the home's folder of research
   * @param name for people; null or empty for none
   * @param run id of one that was taken in before; null for a new one
   */
  RunKeeper(Path research, @Nullable String name, @Nullable String run) {
    this.shelf = new RunShelf(research);
    this.name = name;
    this.run = run;
    shelf.prepare();
  }

  KeepFlags.Watcher watcher(String id, String stage, int pieces) {
    shelf.progress(id, new RunProgress(stage, 0, pieces, null));
    return new KeepFlags.Watcher() {
      private long told;
      private int most;

      @Override
      public synchronized void done(int done, long nanos) {
        // Stages that follow on a thread pool of their own count from 1 again.
        if (nanos - told < PROGRESS_NANOS || done <= most) {
          return;
        }
        told = nanos;
        most = done;
        Long left = pieces < done ? null : nanos / done * (pieces - done) / 1_000_000_000L;
        shelf.progress(id, new RunProgress(stage, done, pieces, left));
      }
    };
  }

  /**
   * Keeps it.
   *
   * @param figures the whole answer
   * @param curve null for none
   * @param report the page about it; null for none
   * @return its id
   */
  String keep(
      CommandSpec command,
      Study study,
      Map<String, @Nullable Object> figures,
      @Nullable EquityCurve curve,
      @Nullable String report) {
    List<Candles> candles = study.allCandles(Cores.all());
    RunShelf.Result result =
        new RunShelf.Result(
            Json.write(figures),
            told(command.name(), study, candles, Json.mapper().valueToTree(figures)),
            curve == null ? List.of() : thinned(curve, from(candles)),
            report);
    if (run != null) {
      shelf.finish(run, result);
      return run;
    }
    RunOrder order =
        new RunOrder(
            command.name(),
            name == null || name.isBlank() ? null : name,
            arguments(command),
            settings(command),
            began,
            "cli",
            null);
    return shelf.keep(order, began, Instant.now(), result);
  }

  private static RunFigures told(String kind, Study study, List<Candles> candles, JsonNode answer) {
    JsonNode shown =
        switch (kind) {
          case "sweep" -> answer.path("best");
          case "walk-forward" -> answer.path("out_of_sample");
          case "bias-check" ->
              StreamSupport.stream(answer.path("cost_sensitivity").spliterator(), false)
                  .filter(each -> each.path("costs_times").asDouble() == 1)
                  .findFirst()
                  .orElseThrow();
          default -> answer;
        };
    Map<String, Double> parameters = new LinkedHashMap<>();
    (kind.equals("sweep") ? shown.path("params") : answer.path("parameters"))
        .fields()
        .forEachRemaining(field -> parameters.put(field.getKey(), field.getValue().asDouble()));
    if (kind.equals("walk-forward")) {
      parameters.putAll(study.spec().parameters());
    }
    Usdt equity = shown.has("final_equity") ? Usdt.of(shown.path("final_equity").asText()) : null;
    Double returned = number(shown.path("return_pct"));
    return new RunFigures(
        parameters,
        study.symbols().stream().map(String::valueOf).toList(),
        Instant.ofEpochMilli(from(candles)),
        Instant.ofEpochMilli(
            candles.stream()
                .mapToLong(each -> each.closeTime(each.size() - 1))
                .max()
                .orElseThrow()),
        candles.stream().mapToLong(Candles::size).sum(),
        digest(candles),
        equity,
        returned == null && equity != null ? returned(study, equity) : returned,
        number(shown.path("max_drawdown_pct")),
        number(shown.path("sharpe")),
        shown.has("trades") ? shown.path("trades").asLong() : null,
        answer.has("clean") ? answer.path("clean").asBoolean() : null,
        answer.has("fingerprint") ? answer.path("fingerprint").asText() : null,
        answer.path("elapsed_ms").asLong(),
        answer.path("code_version").asText());
  }

  /** Of a sweep, whose answer has the equity alone. */
  private static double returned(Study study, Usdt equity) {
    BigDecimal cash = study.spec().cash();
    BigDecimal all =
        study.spec().isolated() ? cash.multiply(BigDecimal.valueOf(study.symbols().size())) : cash;
    return equity.value().divide(all, MathContext.DECIMAL64).subtract(BigDecimal.ONE).doubleValue()
        * 100;
  }

  private static @Nullable Double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : null;
  }

  private static long from(List<Candles> candles) {
    return candles.stream().mapToLong(each -> each.openTime(0)).min().orElseThrow();
  }

  /** Equal candles have equal digests, in files and stores. */
  private static String digest(List<Candles> candles) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Candles each : candles) {
        digest.update(each.digest().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** With the cash before the first candle, and always the last close. */
  private static List<CurvePoint> thinned(EquityCurve curve, long from) {
    List<CurvePoint> points = new ArrayList<>();
    points.add(point(Math.min(from, curve.size() == 0 ? from : curve.times()[0]), curve.cash()));
    int count = Math.min(MOST_POINTS, curve.size());
    for (int i = 1; i <= count; i++) {
      int at = (int) ((long) curve.size() * i / count) - 1;
      points.add(point(curve.times()[at], curve.equity()[at]));
    }
    return points;
  }

  private static CurvePoint point(long time, long fixed) {
    return new CurvePoint(Instant.ofEpochMilli(time), Usdt.of(Fixed.decimal(fixed)));
  }

  /** What was given, in one form, without what says where the answer goes. */
  private static List<String> arguments(CommandSpec command) {
    List<String> all = new ArrayList<>();
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      if (PLACES.contains(bare(name))) {
        continue;
      }
      if (option.getValue() instanceof Boolean) {
        all.add(name);
      } else {
        option.originalStringValues().forEach(value -> all.add(name + "=" + value));
      }
    }
    return all;
  }

  /**
   * All that decide what comes out, as given or standard, by name; without the strategy's
   * parameters, of which the answer has more.
   */
  static Map<String, String> settings(CommandSpec command) {
    Map<String, String> all = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      String name = bare(option.longestName());
      Object value = option.getValue();
      if (value != null && !PLACES.contains(name) && !name.equals("param") && !name.equals("yes")) {
        all.put(name.replace('-', '_'), text(value));
      }
    }
    return all;
  }

  private static String text(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case BigDecimal decimal -> decimal.stripTrailingZeros().toPlainString();
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }

  private static String bare(String option) {
    return option.startsWith("--") ? option.substring(2) : option;
  }
}
