/** Research runs: reads candles, shares the work among cores, and tells what came of it. */
@NullMarked
package dev.belay.activities.research;

import org.jspecify.annotations.NullMarked;
