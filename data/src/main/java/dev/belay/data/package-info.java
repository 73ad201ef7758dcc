/** Recorded candles: files are read strictly, or not at all. */
@NullMarked
package dev.belay.data;

import org.jspecify.annotations.NullMarked;
