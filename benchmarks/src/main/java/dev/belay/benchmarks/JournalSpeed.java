package dev.belay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code belay journal verify} of a home at rest whose journal was filled. */
final class JournalSpeed {
  private static final int ACCOUNTS = 8;
  private static final double TARGET = 100_000;

  private JournalSpeed() {}

  static void run(Settings settings, Report report)
      throws IOException, SQLException, InterruptedException {
    int rows = settings.number("--rows", 1_000_000);
    Path home = BelayProcess.freshHome();
    try (BelayProcess belay = BelayProcess.start(settings, home, 60)) {
      belay.awaitReady();
      try (LedgerProbe ledger = LedgerProbe.open(home)) {
        for (int account = 0; account < ACCOUNTS; account++) {
          new JournalFiller(ledger.connection(), "benchmark." + account).fill(rows / ACCOUNTS);
          Report.say("account %d of %d filled", account + 1, ACCOUNTS);
        }
      }
    }
    List<Double> speeds = new ArrayList<>();
    for (int i = 0; i < settings.number("--times", 5); i++) {
      JsonNode verdict = verify(settings, home);
      double speed = verdict.path("events").asLong() / verdict.path("seconds").asDouble();
      Report.say(
          "%d events in %.2f s: %.0f a second, %s",
          verdict.path("events").asLong(),
          verdict.path("seconds").asDouble(),
          speed,
          verdict.path("intact").asBoolean() ? "intact" : "NOT INTACT");
      if (!verdict.path("intact").asBoolean()) {
        throw new IOException("Expected an intact journal, was " + verdict.path("findings"));
      }
      speeds.add(speed);
    }
    BelayProcess.discard(settings, home);
    Distribution found = Distribution.of(speeds);
    report.put("rows_a_second", found);
    report.least(
        "rows a second, the slowest time", speeds.stream().min(Double::compare).get(), TARGET);
  }

  private static JsonNode verify(Settings settings, Path home)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                settings.root().resolve("belay").toString(),
                "journal",
                "verify",
                "--json",
                "--home",
                home.toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(home.resolve("benchmark.log").toFile()))
            .start();
    JsonNode verdict = new ObjectMapper().readTree(process.getInputStream());
    process.waitFor();
    return verdict;
  }
}
