package dev.belay.app.cli;

import dev.belay.activities.research.Cores;
import dev.belay.activities.research.ResearchRefused;
import dev.belay.activities.research.Study;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.data.BadCandleFile;
import dev.belay.data.CandleSource;
import dev.belay.data.CandlesRefused;
import dev.belay.data.GapPolicy;
import dev.belay.domain.market.Interval;
import dev.belay.domain.research.RunSpec;
import dev.belay.engine.backtest.EquityCurve;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every research command is told: a strategy, its data and the rules of the run. */
final class ResearchFlags {
  private static final long PROGRESS_NANOS = 2_000_000_000L;

  @Mixin DataFlags.Source source = new DataFlags.Source();
  @Mixin DataFlags.Gaps gaps = new DataFlags.Gaps();
  @Mixin Flags.AsJson json = new Flags.AsJson();
  @Mixin KeepFlags keep = new KeepFlags();

  @Spec(Spec.Target.MIXEE)
  CommandSpec command = CommandSpec.create();

  @Option(
      names = "--strategy",
      required = true,
      paramLabel = "NAME",
      description = "ema-cross, sma-cross, rsi-reversion, donchian-trail, buy-and-hold or random.")
  String strategy = "";

  @Option(
      names = "--symbols",
      required = true,
      paramLabel = "A,B|all",
      description = "Which symbols.")
  String symbols = "";

  @Option(
      names = "--timeframe",
      required = true,
      paramLabel = "INTERVAL",
      description = "1m, 3m, 5m, 15m, 30m, 1h, 4h or 1d; longer than the data's is made of it.")
  String timeframe = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Open of the first candle: 2022-01-05 or 2022-01-05T12:00:00Z; UTC.")
  @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Open of the candle after the last.")
  @Nullable Instant to;

  @Option(
      names = "--param",
      arity = "1..*",
      paramLabel = "K=V",
      description = "A parameter of the strategy; those not given have their standard values.")
  List<String> parameters = List.of();

  @Option(names = "--cash", paramLabel = "USDT", description = "To start with (${DEFAULT-VALUE}).")
  BigDecimal cash = BigDecimal.valueOf(10_000);

  @Option(
      names = "--fee-bps",
      paramLabel = "BPS",
      description = "Fee a side in basis points of the notional (${DEFAULT-VALUE}).")
  BigDecimal feeBps = BigDecimal.TEN;

  @Option(
      names = "--slippage-bps",
      paramLabel = "BPS",
      description = "What every fill is worse by (${DEFAULT-VALUE}).")
  BigDecimal slippageBps = BigDecimal.ZERO;

  @Option(names = "--leverage", paramLabel = "N", description = "Of entries (${DEFAULT-VALUE}).")
  int leverage = 1;

  @Option(
      names = "--fill",
      paramLabel = "next-open|close",
      description = "When orders fill (${DEFAULT-VALUE}).")
  String fill = "next-open";

  @Option(
      names = "--isolated",
      description = "Each symbol alone with its own cash; the totals are sums.")
  boolean isolated;

  @Option(
      names = "--funding",
      paramLabel = "DIR",
      description = "SYMBOL_funding.csv.gz of every symbol; else there is no funding.")
  @Nullable Path funding;

  @Option(
      names = "--filters",
      paramLabel = "FILE",
      description =
          "What /fapi/v1/exchangeInfo answers: steps, least amounts and brackets of every symbol;"
              + " else any quantity may be traded at any price.")
  @Nullable Path filters;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many cores to use; else all. The result does not depend on it.")
  @Nullable Integer threads;

  /**
   * The run that is asked for.
   *
   * @throws OperatorException if something in it is not allowed
   */
  Study study(Console console) {
    keep.begin(research(console));
    return refusing(() -> Study.of(spec(console)));
  }

  /** The home's folder of research. */
  Path research(Console console) {
    return source.home.locate(console.environment()).resolve("research");
  }

  /**
   * Keeps the run where that is wanted, and adds to the answer where it is.
   *
   * @param figures the whole answer
   * @param curve null for none
   * @param report the page about it, made only where the run is kept; null for none
   */
  void keep(
      Console console,
      Study study,
      Map<String, @Nullable Object> figures,
      @Nullable EquityCurve curve,
      @Nullable Supplier<String> report) {
    RunKeeper keeper = keep.keeper();
    if (keeper != null) {
      String page = report == null ? null : report.get();
      String id = keeper.keep(command, study, figures, curve, page);
      figures.put("kept", id);
      console.err().println("[keep] kept as " + id);
    }
  }

  RunSpec spec(Console console) {
    CandleSource candles = source.open(console.environment());
    return new RunSpec(
        strategy,
        given(),
        candles.path().toString(),
        candles.choose(symbols),
        Interval.of(timeframe),
        from,
        to,
        gaps.policy == GapPolicy.FLAT,
        cash,
        feeBps,
        slippageBps,
        leverage,
        fillsAtClose(),
        isolated,
        funding == null ? null : funding.toString(),
        filters == null ? null : filters.toString());
  }

  private Map<String, Double> given() {
    Map<String, Double> given = new LinkedHashMap<>();
    for (String each : parameters) {
      int equals = each.indexOf('=');
      try {
        if (equals > 0) {
          given.put(
              each.substring(0, equals), new BigDecimal(each.substring(equals + 1)).doubleValue());
          continue;
        }
      } catch (NumberFormatException e) {
        // Told below, as any other that is none.
      }
      throw new IllegalArgumentException(
          "Expected --param NAME=NUMBER, was \"%s\"".formatted(each));
    }
    return given;
  }

  private boolean fillsAtClose() {
    return switch (fill) {
      case "next-open" -> false;
      case "close" -> true;
      default ->
          throw new IllegalArgumentException(
              "Expected --fill next-open or close, was \"%s\"".formatted(fill));
    };
  }

  /** The cores to use, telling how far they are when it takes long. */
  Cores cores(Console console, String what, int pieces) {
    Integer asked = threads;
    int count = asked == null ? Runtime.getRuntime().availableProcessors() : asked;
    long began = System.nanoTime();
    AtomicLong told = new AtomicLong(began);
    KeepFlags.Watcher watcher = keep.watcher(what, pieces);
    return refusing(
        () ->
            new Cores(
                count,
                done -> {
                  long now = System.nanoTime();
                  watcher.done(done, now - began);
                  long last = told.get();
                  if (now - last > PROGRESS_NANOS && told.compareAndSet(last, now)) {
                    long left = (now - began) / done * Math.max(0, pieces - done) / 1_000_000_000L;
                    console
                        .err()
                        .printf("[%s] %,d of %,d, about %d s left%n", what, done, pieces, left);
                  }
                }));
  }

  /** Bad input is told as such. */
  static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (CancellationException e) {
      throw new OperatorException(ExitCode.INTERRUPTED, "interrupted", e);
    } catch (IllegalArgumentException | CandlesRefused | ResearchRefused | BadCandleFile e) {
      throw new OperatorException(ExitCode.BAD_INPUT, sentence(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new OperatorException(ExitCode.FAILED, sentence(e.getMessage()), e);
    } catch (ArithmeticException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected amounts that fit 64 bits of 1e-8, but %s; take less cash or a smaller leverage."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static String sentence(@Nullable String message) {
    String text = String.valueOf(message);
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
