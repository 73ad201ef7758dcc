/** A venue that runs in our own process and speaks the exchange's wire. */
@NullMarked
package dev.belay.simulator;

import org.jspecify.annotations.NullMarked;
