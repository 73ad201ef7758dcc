/** Tests of the venue's parts. */
@NullMarked
package dev.belay.simulator.venue;

import org.jspecify.annotations.NullMarked;
