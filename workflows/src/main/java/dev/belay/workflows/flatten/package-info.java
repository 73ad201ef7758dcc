/** Closing everything until the venue itself reports flat. */
@NullMarked
package dev.belay.workflows.flatten;

import org.jspecify.annotations.NullMarked;
