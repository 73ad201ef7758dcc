package dev.belay.strategies.amplifier;

import org.jspecify.annotations.Nullable;

/**
 * What a cycle is decided on.
 *
 * @param asOf market time in epoch milliseconds
 * @param momentum null where it is not known
 * @param risk after this cycle's mark
 * @param screened the scan of this cycle
 */
public record CycleInput(
    long asOf,
    @Nullable BtcMomentum momentum,
    Regime regime,
    Permit permit,
    Screened screened,
    DeskBook book,
    DeskRisk risk) {}
