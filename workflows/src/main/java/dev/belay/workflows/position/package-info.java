/** One position: it owns its entry, its stop and its exits until flat. */
@NullMarked
package dev.belay.workflows.position;

import org.jspecify.annotations.NullMarked;
