/** How the venue writes JSON. */
@NullMarked
package dev.belay.simulator.json;

import org.jspecify.annotations.NullMarked;
