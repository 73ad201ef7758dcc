package dev.belay.workflows.portfolio;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Refusal;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's side of a trading round; idempotent, run as local activities. */
@ActivityInterface
public interface RoundActivities {

  /**
   * Opens the round, or finds what it has already come to. A decision recorded earlier is returned
   * so that nobody asks the model again.
   */
  @ActivityMethod(name = "RoundBook.Begin")
  RoundOpening begin(RoundRef round);

  /**
   * Parses and validates the replies, forms the consensus and records the decision once: the first
   * recorded wins and is returned, whoever asks again.
   */
  @ActivityMethod(name = "RoundBook.Decide")
  RecordedDecision decide(DecideRequest request);

  /**
   * Admits one element under the account's lock: checks limits, halt, cash and staleness, stores
   * position, intent and reservation in one transaction; asked again it returns what is stored.
   */
  @ActivityMethod(name = "RoundBook.Admit")
  Admission admit(AdmitRequest request);

  /** Closes the round's row with its outcome. */
  @ActivityMethod(name = "RoundBook.Finish")
  void finish(FinishRequest request);

  /**
   * Identity of a round: the market time it is for.
   *
   * @param interval market time between the agent's rounds
   */
  record RoundRef(String portfolio, String agent, Instant asOf, Duration interval) {
    @JsonIgnore
    public String id() {
      return portfolio + "/" + agent + "/" + asOf;
    }
  }

  /**
   * @param state what to do next
   * @param voices names of the voices to ask, one for a single agent
   * @param decision with DECIDED
   */
  record RoundOpening(State state, List<String> voices, @Nullable RecordedDecision decision) {
    public RoundOpening {
      voices = List.copyOf(voices);
    }

    /** What a round finds when it begins. */
    public enum State {
      FRESH,
      /** Too late for its market time: nothing is done. */
      STALE,
      /** A decision is recorded already: carry it out. */
      DECIDED,
      /** The agent is paused or disabled. */
      NOT_RUNNING
    }
  }

  /**
   * @param observationHash what was observed, as stored; null when the market could not be looked
   *     at
   */
  record DecideRequest(RoundRef round, @Nullable String observationHash, List<VoiceReply> replies) {
    public DecideRequest {
      replies = List.copyOf(replies);
    }
  }

  /**
   * A voice's answer, by reference, or why there is none.
   *
   * @param replyHash null when the call failed
   * @param failure null when it succeeded
   */
  record VoiceReply(String voice, @Nullable String replyHash, @Nullable String failure) {}

  /**
   * @param outcome TRADE, HOLD, REFUSED, ABSTAIN, NO_DECISION
   * @param elements closes first, then opens, then the rest
   */
  record RecordedDecision(String roundId, String outcome, List<Element> elements) {
    public RecordedDecision {
      elements = List.copyOf(elements);
    }
  }

  /**
   * One element of a recorded decision.
   *
   * @param decisionId {@code {roundId}#{index}}, the identity every order of it derives from
   * @param refusal null where it may be carried out
   */
  record Element(
      int index,
      String decisionId,
      @Nullable Symbol symbol,
      @Nullable Action action,
      @Nullable Refusal refusal) {}

  record AdmitRequest(RoundRef round, int index) {}

  /**
   * @param positionId the position to start (open) or to close; null when refused
   */
  record Admission(@Nullable String positionId, @Nullable Refusal refusal) {}

  record FinishRequest(RoundRef round, String outcome) {}

  /** Costs of one model call. */
  record Usage(long tokensIn, long tokensOut, BigDecimal costUsd) {}
}
