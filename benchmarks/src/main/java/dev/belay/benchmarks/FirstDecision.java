package dev.belay.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process, in a fresh home, to the ledger's first decision. */
final class FirstDecision {
  private static final double TARGET_S = 20;

  private FirstDecision() {}

  static void run(Settings settings, Report report)
      throws IOException, SQLException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    List<Double> decided = new ArrayList<>();
    for (int i = 0; i < settings.number("--times", 5); i++) {
      Path home = BelayProcess.freshHome();
      try (BelayProcess belay =
          BelayProcess.start(settings, home, settings.number("--speed", 60))) {
        ready.add(seconds(belay.started, belay.awaitReady()));
        try (LedgerProbe ledger = LedgerProbe.open(home)) {
          decided.add(seconds(belay.started, ledger.awaitDecision(belay.started)));
        }
      }
      Report.say("ready %.2f s, first decision %.2f s", ready.getLast(), decided.getLast());
      BelayProcess.discard(settings, home);
    }
    report.put("ready_s", Distribution.of(ready));
    report.put("first_decision_s", Distribution.of(decided));
    report.most("first decision, slowest, s", Distribution.of(decided).max(), TARGET_S);
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
