/**
 * Money, prices and quantities as exact decimals with a typed algebra. Canonical form: no trailing
 * zeros, never scientific notation, strings on the wire.
 */
@NullMarked
package dev.belay.domain.money;

import org.jspecify.annotations.NullMarked;
