package dev.belay.api.journal;

import dev.belay.ledger.JournalCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;

/**
 * Whether the journal is what was recorded.
 *
 * @param intact true when nothing was found
 * @param events looked at
 * @param found how many findings there are
 * @param findings the first hundred of them, by account and number
 * @param chains each account's number of events and last hash: kept elsewhere, they also show a
 *     journal that was rewritten to its end
 * @param seconds it took
 */
@Schema(name = "JournalVerdict")
public record JournalVerdict(
    boolean intact,
    long events,
    long found,
    List<JournalCheck.Finding> findings,
    List<JournalCheck.Chain> chains,
    double seconds) {

  /** Recomputes the whole journal. */
  public static JournalVerdict of(JournalCheck check) {
    long begun = System.nanoTime();
    JournalCheck.Result result = check.run();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return new JournalVerdict(
        result.intact(),
        result.events(),
        result.found(),
        result.findings(),
        result.chains(),
        took.toMillis() / 1000.0);
  }
}
