/** Tear sheets: what a run came to on one page, which needs nothing but itself. */
@NullMarked
package dev.belay.activities.research.report;

import org.jspecify.annotations.NullMarked;
