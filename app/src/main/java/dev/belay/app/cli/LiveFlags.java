package dev.belay.app.cli;

import org.jspecify.annotations.Nullable;

/**
 * What trading with real money is asked for besides.
 *
 * @param dryRun orders are made and signed, and not sent
 * @param confirmation the sentence that confirms it; null to be asked for it
 */
public record LiveFlags(boolean dryRun, @Nullable String confirmation) {
  /** Of a verb that does not trade with real money. */
  public static final LiveFlags NONE = new LiveFlags(false, null);
}
