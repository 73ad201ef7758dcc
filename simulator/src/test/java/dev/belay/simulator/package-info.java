/** Tests of the simulator over its wire. */
@NullMarked
package dev.belay.simulator;

import org.jspecify.annotations.NullMarked;
