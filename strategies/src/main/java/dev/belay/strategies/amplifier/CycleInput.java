package dev.belay.strategies.amplifier;

import org.jspecify.annotations.Nullable;

/**
 * What a cycle is decided on.
 *
 * @param asOf market time in epoch milliseconds
 * @param momentum null where it is not known
 * @param risk after this cycle's mark
 * @param universe with what is no coin left out of it
 */
public record CycleInput(
    long asOf,
    @Nullable BtcMomentum momentum,
    Regime regime,
    Permit permit,
    Universe universe,
    Scan scan,
    DeskBook book,
    DeskRisk risk) {}
