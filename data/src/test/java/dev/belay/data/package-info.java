/** Tests of the candle readers. */
@NullMarked
package dev.belay.data;

import org.jspecify.annotations.NullMarked;
