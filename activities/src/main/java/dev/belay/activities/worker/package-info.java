/** What all activities of a worker have in common. */
@NullMarked
package dev.belay.activities.worker;

import org.jspecify.annotations.NullMarked;
