/** Replays of recorded runs. */
@NullMarked
package dev.belay.simulator.parity;

import org.jspecify.annotations.NullMarked;
