/** Starting workflows by id and telling them things, from activities, API and start-up. */
@NullMarked
package dev.belay.workflows.launch;

import org.jspecify.annotations.NullMarked;
