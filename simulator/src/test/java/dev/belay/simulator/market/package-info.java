/** Tests of the markets. */
@NullMarked
package dev.belay.simulator.market;

import org.jspecify.annotations.NullMarked;
