/** What decisions would have come to on a market's prices. */
@NullMarked
package dev.belay.simulator.decisions;

import org.jspecify.annotations.NullMarked;
