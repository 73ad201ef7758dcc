package dev.belay.workflows.amplifier;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.position.ExitReason;
import dev.belay.workflows.amplifier.ScanActivities.ScanResult;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's side of a desk; idempotent, run as local activities. */
@ActivityInterface
public interface DeskActivities {

  /**
   * Opens the cycle: marks the equity, applies the desk's limits, says what the mandate in force
   * allows and what is due. A cycle that was recorded before comes back as it was.
   */
  @ActivityMethod(name = "Desk.Begin")
  CycleOpening begin(BeginCycle request);

  /**
   * Records what the scan decided, once: the first recorded wins and is returned. An override is in
   * force from then on.
   */
  @ActivityMethod(name = "Desk.Record")
  RecordedCycle record(RecordCycle request);

  /** Admits one entry under the locks of the ledger; asked again it returns what is stored. */
  @ActivityMethod(name = "Desk.Admit")
  EntryAdmission admit(AdmitEntry request);

  /** What time and price want of the desk's positions; stops that follow are stored first. */
  @ActivityMethod(name = "Desk.Follow")
  Followed follow(String desk);

  /** Closes the cycle's row with its outcome. */
  @ActivityMethod(name = "Desk.Finish")
  void finish(FinishCycle request);

  /** Calls a vote if the rules let it be held now. */
  @ActivityMethod(name = "Desk.CallVote")
  VoteAnswer callVote(CallVote request);

  /** Stores what an operator or a watcher wants; the same command changes nothing twice. */
  @ActivityMethod(name = "Desk.Command")
  void command(DeskCommand command);

  /** What is to be closed at the moment, by command, vote or limit. */
  @ActivityMethod(name = "Desk.ToClose")
  ToClose toClose(String desk);

  /** Identity of a cycle: the market time it is for. */
  record CycleRef(String desk, Instant asOf) {
    @JsonIgnore
    public String id() {
      return desk + "/" + asOf;
    }
  }

  /**
   * @param skipped grid points since the last cycle at which nothing was done
   */
  record BeginCycle(CycleRef cycle, int skipped) {}

  /**
   * @param standing what the mandate in force lets it do
   * @param entries whether it may open anything, all limits and commands considered
   * @param why it may, or may not
   * @param profile in force, untouched by any mandate
   * @param voteDue a scheduled vote to be called; null for none
   * @param recorded of a cycle that was recorded before
   */
  record CycleOpening(
      State state,
      Mandate.@Nullable Standing standing,
      boolean entries,
      String why,
      String profile,
      @Nullable VoteCause voteDue,
      @Nullable RecordedCycle recorded) {

    /** What a cycle finds when it begins. */
    public enum State {
      FRESH,
      /** Too late for its market time: nothing is decided, exits apart. */
      STALE,
      RECORDED,
      /** There is no such desk in the ledger any more. */
      GONE
    }
  }

  /**
   * @param scan null when the market could not be looked at
   * @param failure why; null with a scan
   */
  record RecordCycle(
      CycleRef cycle,
      Mandate.@Nullable Standing standing,
      @Nullable ScanResult scan,
      @Nullable String failure) {}

  /**
   * @param override why everything is closed; null for no reason
   * @param entries how many there are to admit, by index from 0
   * @param exits positions to close
   * @param revote why momentum calls for another vote; null for no reason
   * @param alarm what the main agent should hear of; null for nothing
   * @param blind the market could not be looked at
   */
  record RecordedCycle(
      @Nullable String override,
      int entries,
      List<String> exits,
      @Nullable String revote,
      @Nullable String alarm,
      boolean blind) {
    public RecordedCycle {
      exits = List.copyOf(exits);
    }
  }

  record AdmitEntry(CycleRef cycle, int index) {}

  /**
   * @param positionId the position to start; null when refused
   */
  record EntryAdmission(@Nullable String positionId, @Nullable Refusal refusal) {}

  /**
   * @param moved positions whose stop is to follow: tell them
   * @param out positions held for as long as they may
   */
  record Followed(List<String> moved, List<String> out) {
    public Followed {
      moved = List.copyOf(moved);
      out = List.copyOf(out);
    }
  }

  /**
   * @param outcome TRADE, HOLD, OVERRIDE, NO_DATA, STALE
   */
  record FinishCycle(CycleRef cycle, String outcome, int opened, int refused, int closed) {}

  /**
   * @param reason in the words of whoever calls
   */
  record CallVote(String desk, VoteCause cause, String reason) {}

  /**
   * @param vote the one to start, or that answers this call too; null where it has to wait
   * @param start whether it has to be started
   * @param waitUntil market time before which it is not held; null where it is
   */
  record VoteAnswer(@Nullable String vote, boolean start, @Nullable Instant waitUntil) {}

  /**
   * @param text by whom, or why
   * @param profile with PROFILE
   */
  record DeskCommand(String desk, Kind kind, String text, @Nullable String profile) {
    /** What is wanted. */
    public enum Kind {
      PAUSE,
      RESUME,
      PROFILE,
      /** Close everything and pause. */
      EXIT_ALL,
      /** Close everything, Bitcoin fell. */
      OVERRIDE
    }
  }

  /**
   * @param reason null with no positions
   */
  record ToClose(List<String> positions, @Nullable ExitReason reason) {
    public ToClose {
      positions = List.copyOf(positions);
    }
  }
}
