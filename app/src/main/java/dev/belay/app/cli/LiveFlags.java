package dev.belay.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What trading with real money is asked for besides.
 *
 * @param dryRun orders are made and signed, and not sent
 * @param confirmation the sentence that confirms it; null to be asked for it
 * @param history what the amplifier has on record elsewhere; null for none
 */
public record LiveFlags(boolean dryRun, @Nullable String confirmation, @Nullable Path history) {
  /** Of a verb that does not trade with real money. */
  public static final LiveFlags NONE = new LiveFlags(false, null, null);
}
