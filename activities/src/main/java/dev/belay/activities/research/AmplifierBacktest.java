package dev.belay.activities.research;

import dev.belay.data.CandleSource;
import dev.belay.data.GapPolicy;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.EquityCurve;
import dev.belay.engine.backtest.FillAt;
import dev.belay.engine.backtest.Fingerprint;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.Rules;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.walkforward.Fold;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Profile;
import dev.belay.strategies.amplifier.ScannerSettings;
import dev.belay.strategies.amplifier.Screened;
import dev.belay.strategies.classic.ClassicStrategies;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole amplifier on recorded candles, beside what it has to beat.
 *
 * @param run with the chosen profile
 * @param profiles one run each of the settings' profiles, in their order
 * @param atCosts runs of the chosen profile at {@link #COSTS} times the costs
 * @param btcHeld BTC bought at the start
 * @param coinsHeld every coin bought at the start, equally
 * @param btcAtExposure growth of an account that always had the run's mean exposure in BTC, without
 *     costs
 * @param folds profile and bounds chosen on earlier candles; empty where there is too little data
 * @param fingerprint 64 hex digits
 */
public record AmplifierBacktest(
    Spec spec,
    AmplifierHistory history,
    AmplifierDesk.Run run,
    List<AmplifierDesk.Run> profiles,
    List<AmplifierDesk.Run> atCosts,
    Outcome btcHeld,
    Outcome coinsHeld,
    double btcAtExposure,
    AmplifierChance chance,
    List<Chosen> folds,
    List<Amplification.Group> amplification,
    String fingerprint) {
  static final List<Integer> COSTS = List.of(0, 1, 2, 3);

  private static final BigDecimal BPS = new BigDecimal("0.0001");
  private static final int DRAWS = 1000;
  private static final long SEED = 20_260_101;
  private static final double[] MOMENTUM_SHIFTS = {-10, 0, 10};
  private static final double[] BETAS = {1.5, 2, 3};

  /**
   * What is asked for.
   *
   * @param data candles of an hour of the coins, of BTC too unless {@code btc} has them
   * @param btc null for {@code data}
   * @param mood what else the regime is told from
   * @param from of the first candle traded on; null for all there are
   * @param to exclusive; null for all there are
   * @param settings with the chosen profile
   */
  public record Spec(
      CandleSource data,
      @Nullable CandleSource btc,
      MarketMood mood,
      @Nullable Instant from,
      @Nullable Instant to,
      AmplifierSettings settings,
      BigDecimal feeBps,
      BigDecimal slippageBps,
      Duration train,
      Duration test) {

    Rules rules(long cash, int costs) {
      long fee = Fixed.of(feeBps.multiply(BPS).multiply(BigDecimal.valueOf(costs)));
      long slippage = Fixed.of(slippageBps.multiply(BPS).multiply(BigDecimal.valueOf(costs)));
      return new Rules(cash, new Terms.Costs(fee, fee, slippage), FillAt.NEXT_OPEN, 1);
    }

    long cash() {
      return Fixed.of(settings.capital().value());
    }
  }

  /** What a fold has chosen, and what came of it. */
  record Chosen(Fold fold, Candidate candidate, Outcome trained, AmplifierDesk.Run tested) {}

  /** A profile with other bounds for what it enters. */
  record Candidate(Profile profile) {

    AmplifierSettings in(AmplifierSettings settings) {
      double beta = Math.min(settings.scanner().minimumBeta(), profile.betaLow());
      return new AmplifierSettings(
          settings.capital(),
          settings.momentum(),
          settings.scanner().withMinimumBeta(beta),
          settings.regime(),
          settings.entry(),
          settings.limits(),
          List.of(profile),
          profile.name());
    }

    @Override
    public String toString() {
      return "%s, momentum from %s, beta from %s"
          .formatted(profile.name(), number(profile.minimumMomentum()), number(profile.betaLow()));
    }

    private static String number(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /**
   * Runs everything.
   *
   * @throws ResearchRefused if there is too little to run on
   * @throws IllegalArgumentException if the settings may not be used
   */
  public static AmplifierBacktest of(Spec spec, Cores cores) {
    AmplifierSettings settings = spec.settings().checked();
    AmplifierHistory history = history(spec, cores);
    List<Screened> screened = history.screened(settings.scanner(), cores);
    long from = history.from().toEpochMilli();
    long to = history.to().toEpochMilli();
    List<AmplifierSettings> all = new ArrayList<>();
    List<Integer> costs = new ArrayList<>();
    for (Profile each : settings.profiles()) {
      all.add(settings.choosing(each.name()));
      costs.add(1);
    }
    for (int times : COSTS) {
      all.add(settings);
      costs.add(times);
    }
    List<AmplifierDesk.Run> runs =
        cores
            .quietly()
            .map(
                indices(all.size()),
                i ->
                    AmplifierDesk.run(
                        history,
                        screened,
                        all.get(i),
                        spec.rules(spec.cash(), costs.get(i)),
                        from,
                        to));
    int profiles = settings.profiles().size();
    AmplifierDesk.Run run = runs.get(profiles + COSTS.indexOf(1));
    Rules rules = spec.rules(spec.cash(), 1);
    Candles btc = history.btc().between(from, to);
    Outcome btcHeld = Backtest.alone(held(btc), rules, Backtest.FROM_THE_FIRST);
    Outcome coinsHeld =
        Backtest.together(
            history.coins().stream().map(AmplifierBacktest::held).toList(),
            rules,
            Backtest.FROM_THE_FIRST);
    AmplifierChance chance =
        AmplifierChance.of(
            run.outcome().trips(), run.outcome().curve(), history.coins(), rules, DRAWS, SEED);
    List<Chosen> folds = walk(spec, history, cores.quietly());
    return new AmplifierBacktest(
        spec,
        history,
        run,
        runs.subList(0, profiles),
        runs.subList(profiles, runs.size()),
        btcHeld,
        coinsHeld,
        atExposure(btc, run.tally().meanExposure()),
        chance,
        folds,
        Amplification.of(history),
        fingerprint(spec, history, run, folds));
  }

  /** Equity of the chosen profile. */
  public EquityCurve curve() {
    return run.outcome().curve();
  }

  private static AmplifierHistory history(Spec spec, Cores cores) {
    Instant from = spec.from();
    Instant to = spec.to();
    long start = from == null ? Long.MIN_VALUE : from.toEpochMilli();
    long end = to == null ? Long.MAX_VALUE : to.toEpochMilli();
    Symbol signal = signal(spec.settings());
    List<Candles> all =
        cores
            .quietly()
            .map(
                spec.data().symbols(),
                each -> spec.data().load(each, Interval.H1, GapPolicy.LEAVE).between(start, end))
            .stream()
            .filter(each -> !each.isEmpty())
            .toList();
    CandleSource of = spec.btc() == null ? spec.data() : spec.btc();
    // What lies before the first hour makes averages known at it.
    Candles btc = of.load(signal, Interval.H1, GapPolicy.LEAVE).between(Long.MIN_VALUE, end);
    return AmplifierHistory.of(all, btc, spec.mood(), spec.settings(), cores);
  }

  private static Symbol signal(AmplifierSettings settings) {
    return Symbol.of(
        settings.scanner().exclusions().signal() + settings.scanner().exclusions().quote());
  }

  private static Entrant held(Candles candles) {
    StrategyKind kind = StrategyKind.named("buy-and-hold", ClassicStrategies.all());
    return Entrant.of(candles, kind.make(kind.parameters(Map.of())));
  }

  private static double atExposure(Candles btc, double exposure) {
    double growth = 1;
    for (int i = 1; i < btc.size(); i++) {
      growth *= 1 + exposure * ((double) btc.close(i) / btc.close(i - 1) - 1);
    }
    return growth;
  }

  /** Every profile with every bound that may be used. */
  static List<Candidate> candidates(AmplifierSettings settings) {
    List<Candidate> all = new ArrayList<>();
    for (Profile each : settings.profiles()) {
      for (double shift : MOMENTUM_SHIFTS) {
        for (double beta : BETAS) {
          Candidate candidate = new Candidate(each.entering(each.minimumMomentum() + shift, beta));
          if (candidate.in(settings).problems().isEmpty()) {
            all.add(candidate);
          }
        }
      }
    }
    return all;
  }

  /** In each fold the candidate that ended training with most, of equals the first. */
  private static List<Chosen> walk(Spec spec, AmplifierHistory history, Cores cores) {
    List<Fold> folds;
    try {
      folds =
          Fold.of(
              history.from().toEpochMilli(),
              history.to().toEpochMilli(),
              new Fold.Plan(
                  spec.train(), spec.test(), spec.test(), false, Duration.ZERO, Duration.ZERO));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    List<Candidate> candidates = candidates(spec.settings());
    Map<Double, List<Screened>> screened = new TreeMap<>();
    for (Candidate each : candidates) {
      ScannerSettings by = each.in(spec.settings()).scanner();
      screened.computeIfAbsent(by.minimumBeta(), beta -> history.screened(by, cores));
    }
    List<Outcome> trained =
        cores.map(
            indices(folds.size() * candidates.size()),
            i -> {
              Fold fold = folds.get(i / candidates.size());
              AmplifierSettings with = candidates.get(i % candidates.size()).in(spec.settings());
              return AmplifierDesk.run(
                      history,
                      screens(screened, with),
                      with,
                      spec.rules(spec.cash(), 1),
                      fold.trainFrom(),
                      fold.trainTo())
                  .outcome();
            });
    List<Chosen> chosen = new ArrayList<>();
    long cash = spec.cash();
    for (int i = 0; i < folds.size(); i++) {
      int best = i * candidates.size();
      for (int j = best + 1; j < (i + 1) * candidates.size(); j++) {
        best = trained.get(j).equityClosed() > trained.get(best).equityClosed() ? j : best;
      }
      Candidate candidate = candidates.get(best % candidates.size());
      AmplifierSettings with = candidate.in(spec.settings());
      AmplifierDesk.Run tested =
          AmplifierDesk.run(
              history,
              screens(screened, with),
              with,
              spec.rules(cash, 1),
              folds.get(i).testFrom(),
              folds.get(i).testTo());
      chosen.add(new Chosen(folds.get(i), candidate, trained.get(best), tested));
      cash = tested.outcome().equityClosed();
    }
    return chosen;
  }

  private static List<Screened> screens(
      Map<Double, List<Screened>> all, AmplifierSettings settings) {
    return Objects.requireNonNull(all.get(settings.scanner().minimumBeta()));
  }

  private static List<Integer> indices(int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(i);
    }
    return all;
  }

  private static String fingerprint(
      Spec spec, AmplifierHistory history, AmplifierDesk.Run run, List<Chosen> folds) {
    Fingerprint fingerprint =
        new Fingerprint()
            .add("belay amplifier 1")
            .add(spec.settings().toString())
            .add(spec.feeBps().toPlainString())
            .add(spec.slippageBps().toPlainString())
            .add(history.btc().digest())
            .add(spec.mood().told());
    for (int i = 0; i < history.hours(); i++) {
      fingerprint.add(history.regime(i).ordinal());
    }
    history.coins().forEach(each -> fingerprint.add(each.digest()));
    fingerprint.add(run.outcome());
    for (Chosen each : folds) {
      fingerprint.add(each.candidate().toString()).add(each.tested().outcome());
    }
    return fingerprint.hex();
  }
}
