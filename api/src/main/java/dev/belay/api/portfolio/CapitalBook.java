package dev.belay.api.portfolio;

import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.ledger.Capital;
import dev.belay.ledger.Reviews;
import java.util.List;
import java.util.Optional;

/** What the API reads of one fund's capital. Methods throw when the ledger can't be asked. */
public interface CapitalBook {
  /** Newest first. */
  List<Reviews.Stored> reviews();

  /**
   * @param id without the portfolio's name
   */
  Optional<Reviews.Stored> review(String id);

  /** Plans that move capital, newest first. */
  List<Capital.Plan> plans();

  /**
   * @throws IllegalArgumentException if there is no such plan
   */
  Capital.Plan plan(String id);

  /** What has come of a plan so far, oldest first. */
  List<Capital.Moved> transfersOf(String planId);

  /** The scheme that an operator chose. */
  Reviews.Chosen chosen();

  Reviews.Calendar calendar();

  List<ModelSpec> models();
}
