/**
 * Markets a venue can be run on: a seeded synthetic one and the replay of recorded candles. A
 * market only knows what happened when; time itself is the venue's.
 */
@NullMarked
package dev.belay.simulator.market;

import org.jspecify.annotations.NullMarked;
