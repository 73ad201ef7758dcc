package dev.belay.activities.research;

import dev.belay.data.CandleSource;
import dev.belay.data.GapPolicy;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.research.RunSpec;
import dev.belay.domain.strategy.Parameters;
import dev.belay.domain.strategy.Strategy;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.FillAt;
import dev.belay.engine.backtest.Fingerprint;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.Rules;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;
import dev.belay.strategies.classic.ClassicStrategies;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A run made ready: its strategy and rules, and where its candles are. Thread-safe. */
public final class Study {
  /** Fewer say nothing. */
  private static final int LEAST_CANDLES = 2;

  private static final BigDecimal BPS = new BigDecimal("0.0001");

  private final RunSpec spec;
  private final StrategyKind kind;
  private final Rules rules;
  private final CandleSource source;
  private final Conditions conditions;

  private Study(
      RunSpec spec, StrategyKind kind, Rules rules, CandleSource source, Conditions conditions) {
    this.spec = spec;
    this.kind = kind;
    this.rules = rules;
    this.source = source;
    this.conditions = conditions;
  }

  /**
   * @throws IllegalArgumentException if the strategy, a parameter or a number is not allowed
   * @throws dev.belay.data.CandlesRefused if there are no such candles
   */
  public static Study of(RunSpec spec) {
    StrategyKind kind = StrategyKind.named(spec.strategy(), ClassicStrategies.all());
    long fee = Fixed.of(spec.feeBps().multiply(BPS));
    Rules rules =
        new Rules(
            Fixed.of(spec.cash()),
            new Terms.Costs(fee, fee, Fixed.of(spec.slippageBps().multiply(BPS))),
            spec.fillAtClose() ? FillAt.CLOSE : FillAt.NEXT_OPEN,
            spec.leverage());
    CandleSource source = CandleSource.of(Path.of(spec.data()));
    return new Study(spec, kind, rules, source, Conditions.of(spec));
  }

  public RunSpec spec() {
    return spec;
  }

  public StrategyKind kind() {
    return kind;
  }

  public Rules rules() {
    return rules;
  }

  public List<Symbol> symbols() {
    return spec.symbols();
  }

  /** Those of the run, with the standard values of those it does not give. */
  public Parameters parameters() {
    return kind.parameters(spec.parameters());
  }

  /**
   * The candles of one symbol in the range of the run.
   *
   * @throws ResearchRefused if there are too few
   */
  public Candles candles(Symbol symbol) {
    Candles all =
        source.load(symbol, spec.timeframe(), spec.flatGaps() ? GapPolicy.FLAT : GapPolicy.LEAVE);
    Instant from = spec.from();
    Instant to = spec.to();
    Candles some =
        all.between(
            from == null ? Long.MIN_VALUE : from.toEpochMilli(),
            to == null ? Long.MAX_VALUE : to.toEpochMilli());
    if (some.size() < LEAST_CANDLES) {
      throw new ResearchRefused(
          "Expected at least %d candles of %s %s%s%s, found %d; it has them from %s to %s."
              .formatted(
                  LEAST_CANDLES,
                  symbol,
                  spec.timeframe(),
                  from == null ? "" : " from " + from,
                  to == null ? "" : " to " + to,
                  some.size(),
                  Instant.ofEpochMilli(all.openTime(0)),
                  Instant.ofEpochMilli(all.closeTime(all.size() - 1))));
    }
    return some;
  }

  /** A symbol of the run, with its funding and filters. */
  Entrant entrant(Candles candles, Strategy strategy) {
    return conditions.entrant(candles, strategy);
  }

  /** Of everything that is read from files. */
  List<String> digests(List<Candles> candles) {
    List<String> digests = new ArrayList<>();
    candles.forEach(each -> digests.add(each.digest()));
    digests.addAll(conditions.digests());
    return digests;
  }

  /** The candles of all symbols, in their order. */
  public List<Candles> allCandles(Cores cores) {
    return cores.map(spec.symbols(), this::candles);
  }

  /**
   * One run of all symbols, on this thread.
   *
   * @param candles of every symbol, in order
   * @param from market time before which strategies only look on
   * @param cash fixed point; when isolated for every symbol
   */
  public Outcome run(List<Candles> candles, Parameters parameters, long from, long cash) {
    Rules with = new Rules(cash, rules.costs(), rules.fillAt(), rules.leverage());
    if (!spec.isolated() && candles.size() > 1) {
      List<Entrant> entrants = new ArrayList<>();
      for (Candles each : candles) {
        entrants.add(entrant(each, kind.make(parameters)));
      }
      return Backtest.together(entrants, with, from);
    }
    List<Outcome> parts = new ArrayList<>();
    for (Candles each : candles) {
      parts.add(Backtest.alone(entrant(each, kind.make(parameters)), with, from));
    }
    return Backtest.sum(parts);
  }

  /**
   * With everything set that, beside the data, decides what comes out.
   *
   * @param what is run, with a number that grows when its fingerprint is made differently
   */
  public Fingerprint fingerprint(String what, List<String> digests) {
    Fingerprint fingerprint =
        new Fingerprint()
            .add("belay " + what)
            .add(spec.strategy())
            .add(spec.timeframe().toString())
            .add(rules.fillAt().toString())
            .add(
                rules.cash(),
                rules.costs().takerRate(),
                rules.costs().slippage(),
                rules.leverage(),
                spec.isolated() ? 1 : 0);
    digests.forEach(fingerprint::add);
    conditions.digests().forEach(fingerprint::add);
    return fingerprint;
  }
}
