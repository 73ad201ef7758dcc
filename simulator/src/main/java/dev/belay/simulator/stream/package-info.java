/** What the venue tells by itself: market streams for anybody, user streams for accounts. */
@NullMarked
package dev.belay.simulator.stream;

import org.jspecify.annotations.NullMarked;
