package dev.belay.activities.research;

import dev.belay.engine.backtest.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says in plain words whether the thesis held in a window.
 *
 * @param amplified whether the median coin went further than BTC on the days on which BTC rose
 * @param held whether the chosen profile earned money after costs, and significantly more than
 *     trades of the same size and length by chance
 * @param sentences for people
 */
record AmplifierVerdict(boolean amplified, boolean held, List<String> sentences) {
  private static final double LEVEL = 0.05;

  AmplifierVerdict {
    sentences = List.copyOf(sentences);
  }

  static AmplifierVerdict of(AmplifierBacktest backtest) {
    List<String> said = new ArrayList<>();
    boolean amplified = amplification(backtest.amplification(), said);
    Outcome outcome = backtest.run().outcome();
    double gained = pct(outcome);
    double p = backtest.chance().pValue(backtest.chance().anyTime());
    boolean held = outcome.trips().isEmpty() ? false : gained > 0 && p < LEVEL;
    String profile = backtest.spec().settings().profile();
    if (outcome.trips().isEmpty()) {
      said.add(
          "The %s profile did not close a single trade, so nothing is shown.".formatted(profile));
    } else {
      said.add(
          text(
              "After costs the %s profile %s %.2f %% on %d trades, with %.2f %% of equity invested on average; cash 0, BTC held %.1f %%, all coins held equally %.1f %%, BTC at the same exposure without costs %.2f %%.",
              profile,
              gained >= 0 ? "gained" : "lost",
              Math.abs(gained),
              outcome.trips().size(),
              100 * backtest.run().tally().meanExposure(),
              pct(backtest.btcHeld()),
              pct(backtest.coinsHeld()),
              100 * (backtest.btcAtExposure() - 1)));
      said.add(
          text(
              "Trades of the same size and length with coin and time by chance came to %.2f %% in the median (p %.2f); with the coin alone by chance, at the same times, to %.2f %% (p %.2f).",
              100 * (AmplifierChance.quantile(backtest.chance().anyTime(), 0.5) - 1),
              p,
              100 * (AmplifierChance.quantile(backtest.chance().sameTime(), 0.5) - 1),
              backtest.chance().pValue(backtest.chance().sameTime())));
    }
    walked(backtest, said);
    said.add(
        held
            ? "The thesis held after costs in this window."
            : gained > 0
                ? "That the thesis held after costs is not shown: what was gained may be chance."
                : "The thesis did not hold after costs in this window.");
    return new AmplifierVerdict(amplified, held, said);
  }

  private static boolean amplification(List<Amplification.Group> groups, List<String> said) {
    boolean amplified = false;
    for (Amplification.Group each : groups) {
      if (each.name().equals("BTC up") || each.name().equals("BTC down")) {
        said.add(
            text(
                "On %d days on which BTC %s at least 1 %%, the median coin moved %.2f times as far; %.0f %% of coin-days reached 2 times, %.1f %% 5 times, %.2f %% 10 times, and %.0f %% went the other way.",
                each.days(),
                each.name().equals("BTC up") ? "rose" : "fell",
                each.quantile(0.5),
                100 * each.atLeast(2),
                100 * each.atLeast(5),
                100 * each.atLeast(10),
                100 * each.against()));
        amplified |= each.name().equals("BTC up") && each.quantile(0.5) > 1;
      }
    }
    return amplified;
  }

  private static void walked(AmplifierBacktest backtest, List<String> said) {
    if (backtest.folds().isEmpty()) {
      said.add("There is too little data to choose and judge on different candles.");
      return;
    }
    Outcome last = backtest.folds().getLast().tested().outcome();
    long trades =
        backtest.folds().stream().mapToLong(f -> f.tested().outcome().trips().size()).sum();
    said.add(
        text(
            "With profile and bounds chosen on earlier candles, %d tests one after the other came to %.2f %% on %d trades.",
            backtest.folds().size(),
            100 * ((double) last.equityClosed() / backtest.spec().cash() - 1),
            trades));
  }

  private static double pct(Outcome outcome) {
    return 100 * ((double) outcome.equityClosed() / outcome.cash() - 1);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
