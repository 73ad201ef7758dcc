package dev.belay.app.run;

import java.io.PrintStream;
import java.util.List;

/**
 * What a comparison of the venue's own record with the ledger and the decisions found.
 *
 * @param orders of ours at the venue
 * @param fills of ours at the venue
 * @param duplicates client ids that the venue accepted more than once
 * @param differences each a sentence; empty when all is equal
 */
public record Verdict(
    int accounts, int orders, int fills, int duplicates, List<String> differences) {
  public Verdict {
    differences = List.copyOf(differences);
  }

  public boolean equal() {
    return differences.isEmpty();
  }

  void print(PrintStream out) {
    out.printf(
        "%d accounts, %d orders, %d fills, %d duplicates, %d differences%n",
        accounts, orders, fills, duplicates, differences.size());
    differences.forEach(difference -> out.println("  " + difference));
  }
}
