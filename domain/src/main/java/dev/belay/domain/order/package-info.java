/**
 * Orders: identity, intent, the outcome of sending as a value, and the pure state machine that
 * drives every order.
 */
@NullMarked
package dev.belay.domain.order;

import org.jspecify.annotations.NullMarked;
