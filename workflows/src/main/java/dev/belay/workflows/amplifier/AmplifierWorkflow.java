package dev.belay.workflows.amplifier;

import dev.belay.domain.amplifier.Mandate;
import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A desk, for ever: a cycle at every five minutes of market time, votes called when they are due.
 * Started without a parent under {@code amplifier/{name}}. What it may do and what it has come to
 * is the ledger's; messages are carried out at once, also while a cycle looks at the market.
 */
@WorkflowInterface
public interface AmplifierWorkflow {
  @WorkflowMethod(name = "Amplifier")
  void run(AmplifierInput input);

  /** Have it voted at once; of a burst one vote is held, and at most one in 15 minutes. */
  @SignalMethod(name = "emergencyRevote")
  void emergencyRevote(String reason);

  /** An operator wants a vote, whenever the last one was. */
  @SignalMethod(name = "vote")
  void vote(String by);

  /** Close everything and go on paused. */
  @SignalMethod(name = "exitAll")
  void exitAll(String by);

  /** Bitcoin fell, as the prices between two cycles show: close everything. */
  @SignalMethod(name = "override")
  void override(String reason);

  /** A vote was counted: do what it says. */
  @SignalMethod(name = "voted")
  void voted(String vote);

  /** No entries until resumed; exits go on. */
  @SignalMethod(name = "pause")
  void pause(String by);

  @SignalMethod(name = "resume")
  void resume(String by);

  /** Another profile from the next entry on; positions keep the terms they were opened on. */
  @SignalMethod(name = "profile")
  void profile(ProfileChange change);

  /** What a vote lets it do at the moment. */
  @QueryMethod(name = "mandate")
  MandateView mandate();

  @QueryMethod(name = "state")
  DeskProgress state();

  record ProfileChange(String profile, String by) {}

  /**
   * @param previous market time of the last cycle begun
   * @param waiting reasons of an emergency re-vote that has to wait
   * @param told messages that came too late to be carried out by the run before
   */
  record AmplifierInput(
      String installation,
      String desk,
      @Nullable Instant previous,
      long cycles,
      long skipped,
      List<String> waiting,
      List<Told> told)
      implements BelayInput {
    public AmplifierInput {
      waiting = waiting == null ? List.of() : List.copyOf(waiting);
      told = told == null ? List.of() : List.copyOf(told);
    }

    /** A desk that has not run before, or whose last run was lost. */
    public static AmplifierInput fresh(String installation, String desk) {
      return new AmplifierInput(installation, desk, null, 0, 0, List.of(), List.of());
    }
  }

  /**
   * A message as it came.
   *
   * @param kind what is wanted
   * @param text by whom, why, or of which vote
   * @param profile with PROFILE
   */
  record Told(Kind kind, String text, @Nullable String profile) {
    /** What a message wants. */
    public enum Kind {
      REVOTE,
      VOTE_BY_HAND,
      EXIT_ALL,
      OVERRIDE,
      VOTED,
      PAUSE,
      RESUME,
      PROFILE
    }
  }

  /**
   * @param mandate null where none is in force: hold
   * @param why one sentence
   * @param asOf market time of the cycle that found it so; null before the first
   */
  record MandateView(@Nullable Mandate mandate, String why, @Nullable Instant asOf) {}

  /**
   * @param cycles carried out since the desk was begun
   * @param skipped grid points at which nothing was done: too late, or down
   */
  record DeskProgress(@Nullable Instant lastCycle, String status, long cycles, long skipped) {}
}
