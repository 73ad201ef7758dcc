/**
 * Replays of recorded runs: from the commands that the venue took, and nothing else that it
 * recorded, the fill engine computes its books again, which are then held against the recorded
 * ones.
 */
@NullMarked
package dev.belay.simulator.parity;

import org.jspecify.annotations.NullMarked;
