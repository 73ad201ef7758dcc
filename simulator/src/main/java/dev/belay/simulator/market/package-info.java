/** The simulated markets: a seeded synthetic one and the replay of recorded candles. */
@NullMarked
package dev.belay.simulator.market;

import org.jspecify.annotations.NullMarked;
