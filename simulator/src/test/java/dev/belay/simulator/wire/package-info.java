/** Tests of what the wire does by itself. */
@NullMarked
package dev.belay.simulator.wire;

import org.jspecify.annotations.NullMarked;
