package dev.belay.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A desk of the amplifier over 250 coins that enters whenever it may, with eight positions: how
 * long a cycle takes, with orders and without, how soon agents are asked after a call for an
 * emergency re-vote, and how soon all positions are closed after the word to close them. The path
 * of the latter is that of an override. Times are the ledger's against this process's clock, of the
 * same machine; a close counts when its fill is booked, which is later than its acceptance.
 */
final class DeskSpeeds {
  private static final Duration BETWEEN_REVOTES = Duration.ofSeconds(16);
  private static final String SETTINGS =
      """
      momentum:
        weights: {change: 100, rsi: 0, volume: 0, trend: 0, macd: 0}
        change_none_pct: -99
        change_full_pct: -98
      regime:
        deep_drawdown_pct: 99
        breadth_low: 0
      entry:
        btc_drop_pct: 90
        reentry_after: 1s
      """;
  private static final String EIGHT =
      "SELECT 1 FROM belay.positions WHERE status = 'OPEN' AND stop_confirmed_at IS NOT NULL"
          + " HAVING count(*) >= 8";
  private static final String NONE =
      "SELECT 1 WHERE NOT EXISTS (SELECT FROM belay.positions"
          + " WHERE status NOT IN ('CLOSED', 'NOT_OPENED'))";
  private static final String CLOSED =
      "SELECT max(terminal_at) FROM belay.orders WHERE leg = 'EXIT' AND recorded_at >= ?";

  /** When the ledger knew that the venue had the last of them. */
  private static final String ACCEPTED =
      """
      SELECT max(a.at) FROM (
        SELECT min(j.recorded_at) AS at FROM belay.orders o
          JOIN belay.journal j ON j.account = o.account AND j.kind = 'order'
            AND j.recorded_at >= o.recorded_at AND j.body::jsonb ->> 'order' = o.id
            AND j.body::jsonb ->> 'status' IN ('WORKING', 'FILLED')
          WHERE o.leg = 'EXIT' AND o.recorded_at >= ? GROUP BY o.id) a""";

  private static final String SENT =
      "SELECT max(sent_at) FROM belay.orders WHERE leg = 'EXIT' AND recorded_at >= ?";
  private static final String CYCLES =
      "SELECT extract(epoch FROM terminal_at - recorded_at) FROM belay.desk_cycles"
          + " WHERE terminal_at IS NOT NULL AND funnel IS NOT NULL AND opened ";

  private final BelayApi api;

  private DeskSpeeds(BelayApi api) {
    this.api = api;
  }

  static void run(Settings settings, Report report)
      throws IOException, SQLException, InterruptedException {
    Path home = BelayProcess.freshHome();
    Path file = home.resolveSibling(home.getFileName() + ".yaml");
    Files.writeString(file, shipped(settings) + SETTINGS);
    List<String> flags = List.of("--systems", "amplifier", "--amplifier-config", file.toString());
    List<Double> asked = new ArrayList<>();
    List<Double> sent = new ArrayList<>();
    List<Double> accepted = new ArrayList<>();
    List<Double> closed = new ArrayList<>();
    try (BelayProcess belay =
        BelayProcess.demo(settings, home, settings.number("--speed", 60), flags, Map.of())) {
      belay.awaitReady();
      DeskSpeeds desk = new DeskSpeeds(BelayApi.of(settings, home));
      try (LedgerProbe ledger = LedgerProbe.open(home)) {
        for (int i = 0; i < settings.number("--times", 5); i++) {
          ledger.awaitRow(EIGHT);
          // The client's own first request would count otherwise.
          var unused = desk.api.get("/api/health");
          Instant revote = desk.post("revote");
          ledger.awaitRow(
              "SELECT 1 FROM belay.votes WHERE cause = 'SIGNAL' AND asked_at >= ?", revote);
          asked.add(
              FirstDecision.seconds(
                  revote,
                  ledger
                      .instants(
                          "SELECT min(asked_at) FROM belay.votes"
                              + " WHERE cause = 'SIGNAL' AND asked_at >= ?",
                          revote)
                      .getFirst()));
          ledger.awaitRow(EIGHT);
          Instant exit = desk.post("exit-all");
          ledger.awaitRow(NONE);
          sent.add(FirstDecision.seconds(exit, ledger.instants(SENT, exit).getFirst()));
          accepted.add(FirstDecision.seconds(exit, ledger.instants(ACCEPTED, exit).getFirst()));
          closed.add(FirstDecision.seconds(exit, ledger.instants(CLOSED, exit).getFirst()));
          Report.say(
              "agents asked after %.2f s, eight closes accepted after %.2f s, filled after %.2f s",
              asked.getLast(), accepted.getLast(), closed.getLast());
          unused = "" + desk.post("resume");
          Thread.sleep(BETWEEN_REVOTES.toMillis());
        }
        List<Double> trading = ledger.numbers(CYCLES + "> 0");
        List<Double> looking = ledger.numbers(CYCLES + "= 0");
        report.put("cycle_with_entries_s", Distribution.of(trading));
        report.put("cycle_without_entries_s", Distribution.of(looking));
        report.most("cycle with entries, slowest, s", Distribution.of(trading).max(), 2);
      }
    }
    Files.delete(file);
    BelayProcess.discard(settings, home);
    report.put("revote_to_asked_s", Distribution.of(asked));
    report.put("exit_to_last_sent_s", Distribution.of(sent));
    report.put("exit_to_last_accepted_s", Distribution.of(accepted));
    report.put("exit_to_last_close_booked_s", Distribution.of(closed));
    report.most("re-vote to agents asked, slowest, s", Distribution.of(asked).max(), 0.5);
    report.most(
        "exit to the last of eight closes accepted, slowest, s",
        Distribution.of(accepted).max(),
        2);
  }

  /** As shipped, with the profile of eight positions. */
  private static String shipped(Settings settings) throws IOException {
    String text = Files.readString(settings.root().resolve("config/amplifier.yaml"));
    return text.substring(0, text.indexOf("\nentry:") + 1)
            .replace("profile: moderate", "profile: aggressive")
        + "\nprofiles:\n  - {name: aggressive, size_pct: 5, beta_low: 2}\n";
  }

  /** Returns when it was sent. */
  private Instant post(String command) throws IOException, InterruptedException {
    Instant at = Instant.now();
    api.post("/api/amplifier/" + command, "{\"by\":\"benchmark\"}");
    return at;
  }
}
