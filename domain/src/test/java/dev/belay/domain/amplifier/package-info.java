/** Tests of votes, mandates and the desk's limits. */
@NullMarked
package dev.belay.domain.amplifier;

import org.jspecify.annotations.NullMarked;
