/**
 * Capital: how it is shared out, how it is moved, and what a review says of an agent. Pure: asked
 * with the same facts it always answers the same.
 */
@NullMarked
package dev.belay.domain.fund;

import org.jspecify.annotations.NullMarked;
