package dev.belay.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Runs one benchmark; the arguments are the project's folder, its name, and options. */
public final class Main {
  private Main() {}

  public static void main(String... words) throws IOException, SQLException, InterruptedException {
    try {
      Settings settings = Settings.parse(words);
      Report report = new Report(settings);
      switch (settings.name()) {
        case "first-decision" -> FirstDecision.run(settings, report);
        case "rounds" -> Throughput.run(settings, report);
        case "recovery" -> Recovery.run(settings, report);
        case "memory" -> Memory.run(settings, report);
        case "desk" -> DeskSpeeds.run(settings, report);
        case "pages" -> Pages.run(settings, report);
        case "adapter" -> Adapter.run(settings, report);
        case "reconciliation" -> Reconciliation.run(settings, report);
        case "orders" -> Orders.run(settings, report);
        case "journal" -> JournalSpeed.run(settings, report);
        case "weight" -> Weight.run(settings, report);
        default -> throw new IllegalArgumentException("Expected a benchmark, was " + words[1]);
      }
      report.print();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
