/** Recorded candles: strict readers of the files that hold them, and their compact series. */
@NullMarked
package dev.belay.data;

import org.jspecify.annotations.NullMarked;
