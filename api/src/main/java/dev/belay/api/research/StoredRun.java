package dev.belay.api.research;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is kept.
 *
 * @param startedAt wall time when it began to be computed; null before
 * @param endedAt wall time; null before
 * @param error why it failed; null where it has not
 * @param progress null but while it is computed
 * @param figures null until it is done
 * @param hasReport whether there is a page about it
 */
public record StoredRun(
    String id,
    RunOrder order,
    RunState state,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String error,
    @Nullable RunProgress progress,
    @Nullable RunFigures figures,
    boolean hasReport) {

  /** Its name, or what it is of. */
  public String title() {
    String name = order.name();
    return name == null || name.isBlank()
        ? order.kind() + " of " + order.setting("strategy")
        : name;
  }

  /** The symbols that were run, or those asked for. */
  public String symbols() {
    return figures == null ? order.setting("symbols") : String.join(", ", figures.symbols());
  }

  /** Where its candles are: a store's name, or a path. */
  public String data() {
    String store = order.setting("store");
    return store.isEmpty() ? order.setting("data") : store;
  }
}
