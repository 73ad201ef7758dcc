package dev.belay.api.portfolio;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator can tell the fund. Every command may be repeated. */
public interface FundCommands {

  /**
   * No new entries, latched, until {@link #resume}. A halt in force stays as it is.
   *
   * @param by who commands it
   */
  Halted halt(String reason, String by);

  /** Admits entries again, unless a flatten has not come to its end. */
  Resume resume(String by);

  /**
   * Halts, then closes everything until the venue reports flat.
   *
   * @param request names this request: the same one again attaches to the flatten that it began
   */
  Flattening flatten(String request, String by);

  /**
   * Holds ledger, venue and workflows against each other now.
   *
   * @param request names this request
   * @return id of the workflow that does it
   */
  String reconcile(String request);

  /**
   * @param halt number of the halt in force
   * @param already true when it was in force before
   */
  record Halted(long halt, Instant at, String reason, boolean already) {}

  /** What a resume came to. */
  sealed interface Resume {}

  /**
   * @param halt number of the halt that was lifted; null when none was in force
   */
  record Resumed(@Nullable Long halt) implements Resume {}

  /**
   * The halt stays: a flatten is under way.
   *
   * @param workflowId of the flatten
   * @param remaining accounts that are not flat yet; empty when that is not known
   */
  record StillFlattening(String workflowId, List<String> remaining) implements Resume {
    public StillFlattening {
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * @param workflowId to watch
   * @param openPositions to be closed, as the ledger knew them
   * @param already true when this request was under way before
   */
  record Flattening(String workflowId, int openPositions, boolean already) {}
}
