/** Whether the parts that Belay leans on answer. */
@NullMarked
package dev.belay.api.health;

import org.jspecify.annotations.NullMarked;
