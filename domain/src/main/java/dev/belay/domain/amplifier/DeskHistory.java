package dev.belay.domain.amplifier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a desk has on record by one configuration; real money waits for it.
 *
 * @param mode paper or testnet; that of the home
 * @param prices live, or those of a simulated market
 * @param configuration SHA-256 of the file's text, in hex
 * @param firstAt market time of the first cycle that was decided; null before it
 * @param lastAt of the last one
 * @param cycles decided with a look at the market
 * @param days in UTC, each with half of its cycles at least
 */
public record DeskHistory(
    String desk,
    String mode,
    String prices,
    String configuration,
    @Nullable Instant firstAt,
    @Nullable Instant lastAt,
    long cycles,
    int days) {
  /** Of the 288 that a day has. */
  public static final int CYCLES_OF_A_DAY = 144;
}
