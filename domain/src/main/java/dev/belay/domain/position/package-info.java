/**
 * Positions: the plan of one, and the pure state machine that owns its entry, its stop and its
 * exits until flat.
 */
@NullMarked
package dev.belay.domain.position;

import org.jspecify.annotations.NullMarked;
