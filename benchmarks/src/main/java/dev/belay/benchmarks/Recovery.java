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
 * Kills Belay in the middle of something and starts it anew in the same home, over and over. Times
 * count from the start of the new process, or from its readiness.
 */
final class Recovery {
  private static final Duration BETWEEN = Duration.ofSeconds(15);
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Path home;
  private final List<Double> stopsUp = new ArrayList<>();

  private Recovery(Settings settings, Path home) {
    this.settings = settings;
    this.home = home;
  }

  /** What must be under way at a kill, as the ledger tells it. */
  private enum Moment {
    ROUND("rounds", "recorded_at", "terminal_at"),
    /** From the first fill until the stop is confirmed, or the position is closed instead. */
    STOP("positions", "first_booked_at", "least(stop_confirmed_at, terminal_at)");

    private final String begun;
    private final String open;
    private final String ended;

    Moment(String table, String begins, String ends) {
      String rows = " FROM belay." + table + " WHERE " + begins;
      begun = "SELECT 1" + rows + " >= ? AND " + ends + " IS NULL";
      open = "SELECT count(*)" + rows + " < ? AND " + ends + " IS NULL";
      ended = "SELECT " + ends + rows + " < ? AND " + ends + " > ?";
    }

    private void await(Path home) throws IOException, SQLException, InterruptedException {
      try (LedgerProbe ledger = LedgerProbe.open(home)) {
        ledger.awaitRow(begun, Instant.now());
      }
    }

    /** How much of what had begun before the time has no end yet. */
    private int open(LedgerProbe ledger, Instant killed) throws SQLException {
      return ledger.numbers(open, killed).getFirst().intValue();
    }

    /** Seconds from the time until the end of each that had begun before the kill. */
    private List<Double> ended(
        LedgerProbe ledger, Instant killed, Instant restarted, Instant countedFrom)
        throws SQLException {
      List<Double> seconds = new ArrayList<>();
      for (Instant end : ledger.instants(ended, killed, restarted)) {
        seconds.add(Math.max(0, FirstDecision.seconds(countedFrom, end)));
      }
      return seconds;
    }
  }

  /** What the kills of one kind led to, in seconds. */
  private record Found(
      List<Double> ready, List<Double> nextRound, List<Double> inFlight, List<Double> guarded) {
    Found() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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
      for (int i = 0; i < times; i++) {
        for (Moment moment : Moment.values()) {
          belay = recovery.killAndRestart(belay, moment, true, everything);
          belay = recovery.killAndRestart(belay, moment, false, belayAlone);
        }
      }
    } finally {
      belay.close();
    }
    BelayProcess.discard(settings, home);
    print(report, "everything_killed_", everything);
    print(report, "belay_alone_killed_", belayAlone);
    report.put("stop_confirmed_after_fill_s", Distribution.of(recovery.stopsUp));
    report.most("next round, everything killed, s", worst(everything.nextRound()), 15);
    report.most("rounds in flight, everything killed, s", worst(everything.inFlight()), 20);
    report.most("next round, Belay alone killed, s", worst(belayAlone.nextRound()), 10);
    report.most("stop after a fill, s", worst(recovery.stopsUp), Stops.TARGET_S);
    report.most(
        "stop after readiness, everything killed, s", worst(everything.guarded()), Stops.TARGET_S);
    report.most(
        "stop after readiness, Belay alone killed, s", worst(belayAlone.guarded()), Stops.TARGET_S);
  }

  private static void print(Report report, String prefix, Found found) {
    report.put(prefix + "ready_s", Distribution.of(found.ready()));
    report.put(prefix + "next_round_decided_s", Distribution.of(found.nextRound()));
    report.put(prefix + "round_in_flight_finished_s", Distribution.of(found.inFlight()));
    report.put(prefix + "stop_after_readiness_s", Distribution.of(found.guarded()));
  }

  private static double worst(List<Double> values) {
    return Distribution.of(values).max();
  }

  private int speed() {
    return settings.number("--speed", 60);
  }

  private BelayProcess killAndRestart(BelayProcess running, Moment moment, boolean all, Found found)
      throws IOException, SQLException, InterruptedException {
    // Not in step with the agents' grid.
    Thread.sleep(BETWEEN.toMillis() + ThreadLocalRandom.current().nextInt(2000));
    moment.await(home);
    Instant killed = running.kill(all);
    BelayProcess belay = BelayProcess.start(settings, home, speed());
    Instant ready = belay.awaitReady();
    found.ready().add(FirstDecision.seconds(belay.started, ready));
    try (LedgerProbe ledger = LedgerProbe.open(home)) {
      Instant decided = ledger.awaitDecision(belay.started);
      found.nextRound().add(FirstDecision.seconds(belay.started, decided));
      int open = settle(ledger, killed);
      List<Double> rounds = Moment.ROUND.ended(ledger, killed, belay.started, belay.started);
      List<Double> stops = Moment.STOP.ended(ledger, killed, belay.started, ready);
      found.inFlight().addAll(rounds);
      found.guarded().addAll(stops);
      stopsUp.addAll(Stops.confirmed(ledger, running.started, killed));
      Report.say(
          "%s killed: ready %.2f s, next round %.2f s, in flight %d rounds, %d without stop, %d still so",
          all ? "everything" : "Belay alone",
          found.ready().getLast(),
          found.nextRound().getLast(),
          rounds.size(),
          stops.size(),
          open);
    }
    return belay;
  }

  /** Waits until nothing of what was under way at the kill is; returns how much of it still is. */
  private static int settle(LedgerProbe ledger, Instant killed)
      throws SQLException, InterruptedException {
    Instant end = Instant.now().plus(SETTLE);
    int open;
    do {
      Thread.sleep(100);
      open = Moment.ROUND.open(ledger, killed) + Moment.STOP.open(ledger, killed);
    } while (open > 0 && Instant.now().isBefore(end));
    return open;
  }
}
