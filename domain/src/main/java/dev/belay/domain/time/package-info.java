/** Market time: what the venue says the time is, and the grid on which rounds and marks fall. */
@NullMarked
package dev.belay.domain.time;

import org.jspecify.annotations.NullMarked;
