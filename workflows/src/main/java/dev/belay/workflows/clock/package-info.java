/** Market time as an activity. */
@NullMarked
package dev.belay.workflows.clock;

import org.jspecify.annotations.NullMarked;
