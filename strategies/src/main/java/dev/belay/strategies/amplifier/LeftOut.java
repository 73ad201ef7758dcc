package dev.belay.strategies.amplifier;

import dev.belay.domain.market.Symbol;

/** A coin that got no further, and why. */
public record LeftOut(Symbol symbol, Why why) {}
