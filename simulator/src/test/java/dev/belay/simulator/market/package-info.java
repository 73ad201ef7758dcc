/** Tests of the simulated markets. */
@NullMarked
package dev.belay.simulator.market;

import org.jspecify.annotations.NullMarked;
