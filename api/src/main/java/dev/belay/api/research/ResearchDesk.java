package dev.belay.api.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.market.Interval;
import dev.belay.domain.strategy.StrategyKind;
import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Research runs of this home: those that are kept, and those it computes for the dashboard. */
public interface ResearchDesk {

  /** Newest first. */
  List<StoredRun> runs();

  Optional<StoredRun> run(String id);

  /** What the command answered; empty where it has not, or there is no such run. */
  Optional<JsonNode> answer(String id);

  /** Equity over time, thinned; empty where the run has none. */
  List<CurvePoint> curve(String id);

  /** The page about it, HTML; empty where it has none. */
  Optional<String> report(String id);

  /** Strategies, in the order in which they are shown. */
  List<StrategyKind> strategies();

  /** The home's candle stores, in order of name. */
  List<Store> stores();

  /** What each of them has, and what lacks; in order of name. */
  List<StoreQuality> quality();

  /**
   * Takes a run in; it is computed as soon as there is room for it. The same request is taken in
   * once.
   *
   * @return its id
   * @throws Refused if the command would refuse it, or too many wait
   */
  String start(Order order) throws Refused;

  /**
   * Computes a run anew that was cancelled, has failed or was broken off.
   *
   * @throws Refused if it can't be, or is in another state
   */
  void again(String id) throws Refused;

  /**
   * Gives a run up that waits or is computed.
   *
   * @return false if it had come to its end before
   */
  boolean cancel(String id);

  /**
   * Deletes a run with all that is kept of it.
   *
   * @throws Refused while it waits or is computed
   */
  void delete(String id) throws Refused;

  /**
   * A run to be computed.
   *
   * @param kind backtest, sweep, walk-forward or bias-check
   * @param name for people; null for none
   * @param arguments of the command
   * @param request names this request
   */
  record Order(
      String kind, @Nullable String name, List<String> arguments, String by, String request) {}

  /**
   * A candle store of the home.
   *
   * @param symbols with the intervals they have
   */
  record Store(String name, Map<String, Collection<Interval>> symbols) {}

  /** Why something was not done; nothing was changed. */
  final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1;
    private final boolean conflict;

    /**
     * @param conflict with what is under way, rather than bad input
     */
    public Refused(String message, boolean conflict) {
      super(message);
      this.conflict = conflict;
    }

    public boolean isConflict() {
      return conflict;
    }
  }
}
