package dev.belay.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Kills Belay while it trades and starts it anew in the same home, over and over. Times count from
 * the start of the new process.
 */
final class Recovery {
  private static final Duration BETWEEN = Duration.ofSeconds(15);
  private static final Duration SETTLE = Duration.ofSeconds(12);

  private final Settings settings;
  private final Path home;
  private final List<Double> stopsUp = new ArrayList<>();
  private final List<Double> stopsAfterReadiness = new ArrayList<>();

  private Recovery(Settings settings, Path home) {
    this.settings = settings;
    this.home = home;
  }

  /** What the kills of one kind led to, in seconds. */
  private record Found(List<Double> ready, List<Double> nextRound, List<Double> inFlight) {
    Found() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  static void run(Settings settings, Report report)
      throws IOException, SQLException, InterruptedException {
    Path home = BelayProcess.freshHome();
    Recovery recovery = new Recovery(settings, home);
    Found everything = new Found();
    Found belayAlone = new Found();
    BelayProcess belay = BelayProcess.start(settings, home, recovery.speed());
    try {
      belay.awaitReady();
      int times = settings.number("--times", 5);
      for (int i = 0; i < 2 * times; i++) {
        boolean all = i % 2 == 0;
        belay = recovery.killAndRestart(belay, all, all ? everything : belayAlone);
      }
    } finally {
      belay.close();
    }
    BelayProcess.discard(settings, home);
    print(report, "everything_killed_", everything);
    print(report, "belay_alone_killed_", belayAlone);
    report.put("stop_confirmed_after_fill_s", Distribution.of(recovery.stopsUp));
    report.put("stop_confirmed_after_readiness_s", Distribution.of(recovery.stopsAfterReadiness));
    report.most("next round, everything killed, s", worst(everything.nextRound()), 15);
    report.most("rounds in flight, everything killed, s", worst(everything.inFlight()), 20);
    report.most("next round, Belay alone killed, s", worst(belayAlone.nextRound()), 10);
    report.most("stop after a fill, s", worst(recovery.stopsUp), Stops.TARGET_S);
    report.most("stop after readiness, s", worst(recovery.stopsAfterReadiness), Stops.TARGET_S);
  }

  private static void print(Report report, String prefix, Found found) {
    report.put(prefix + "ready_s", Distribution.of(found.ready()));
    report.put(prefix + "next_round_decided_s", Distribution.of(found.nextRound()));
    report.put(prefix + "round_in_flight_finished_s", Distribution.of(found.inFlight()));
  }

  private static double worst(List<Double> values) {
    return Distribution.of(values).max();
  }

  private int speed() {
    return settings.number("--speed", 60);
  }

  private BelayProcess killAndRestart(BelayProcess running, boolean all, Found found)
      throws IOException, SQLException, InterruptedException {
    // Not in step with the agents' grid.
    Thread.sleep(BETWEEN.toMillis() + ThreadLocalRandom.current().nextInt(2000));
    Instant killed = running.kill(all);
    BelayProcess belay = BelayProcess.start(settings, home, speed());
    Instant ready = belay.awaitReady();
    found.ready().add(FirstDecision.seconds(belay.started, ready));
    try (LedgerProbe ledger = LedgerProbe.open(home)) {
      Instant decided = ledger.awaitDecision(belay.started);
      found.nextRound().add(FirstDecision.seconds(belay.started, decided));
      Thread.sleep(SETTLE);
      int before = found.inFlight().size();
      for (Instant end :
          ledger.instants(
              "SELECT terminal_at FROM belay.rounds WHERE recorded_at < ? AND terminal_at > ?",
              killed,
              belay.started)) {
        found.inFlight().add(FirstDecision.seconds(belay.started, end));
      }
      double unfinished =
          ledger
              .numbers(
                  "SELECT count(*) FROM belay.rounds WHERE recorded_at < ? AND terminal_at IS NULL",
                  killed)
              .getFirst();
      Report.say(
          "%s killed: ready %.2f s, next round %.2f s, %d rounds in flight finished, %.0f not",
          all ? "everything" : "Belay alone",
          found.ready().getLast(),
          found.nextRound().getLast(),
          found.inFlight().size() - before,
          unfinished);
      stopsUp.addAll(Stops.confirmed(ledger, running.started, killed));
      stopsUp.addAll(Stops.confirmed(ledger, ready, Instant.now()));
      for (Instant confirmed :
          ledger.instants(
              "SELECT stop_confirmed_at FROM belay.positions"
                  + " WHERE first_booked_at < ? AND stop_confirmed_at > ?",
              ready,
              belay.started)) {
        stopsAfterReadiness.add(Math.max(0, FirstDecision.seconds(ready, confirmed)));
      }
    }
    return belay;
  }
}
