package dev.belay.api.amplifier;

import dev.belay.domain.amplifier.DeskHistory;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.risk.BreakerState;
import dev.belay.ledger.amplifier.DeskReader;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.PositionRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The home's desk: what the ledger knows of it, and what operators may tell it. */
public interface AmplifierDesk {

  /** The desk; empty where the home has none. */
  Optional<DeskSpec> desk();

  /**
   * How it stands.
   *
   * @param now market time
   * @param figures what its account has at the quotes of now
   * @param breakers what its limits are measured against
   * @param cycles the last ones, newest first
   * @param scan the stored table of the last one that saw the market, a JSON document in
   *     snake_case; null before the first
   * @param votes the last ones, newest first
   * @param positions not closed, oldest first
   */
  record Seen(
      DeskSpec desk,
      DeskReader.Standing standing,
      Instant now,
      AgentFigures figures,
      BreakerState breakers,
      DeskReader.Counts counts,
      List<DeskReader.CycleRow> cycles,
      @Nullable String scan,
      List<DeskReader.VoteRow> votes,
      List<PositionRow> positions) {
    public Seen {
      cycles = List.copyOf(cycles);
      votes = List.copyOf(votes);
      positions = List.copyOf(positions);
    }
  }

  /** Empty where the home has none. */
  Optional<Seen> look();

  /** Its positions that are not closed, oldest first. */
  List<PositionRow> positions();

  /** What it has done; empty where the home has none. */
  Optional<DeskReader.Counts> counts();

  /** What is on record of it by its configuration; empty where the home has none. */
  Optional<DeskHistory> history();

  /** A vote at once. */
  void vote(String by);

  /** An emergency re-vote: a burst gets one, at most one in 15 market minutes. */
  void revote(String reason);

  /** Close everything and go on paused. */
  void exitAll(String by);

  void pause(String by);

  void resume(String by);

  /** Another profile, from the next entry on. */
  void profile(String name, String by);
}
