/** Candles brought from a venue and its archives into a store. */
@NullMarked
package dev.belay.activities.fetch;

import org.jspecify.annotations.NullMarked;
