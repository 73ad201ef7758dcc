/**
 * The amplifier's second layer: three agents vote on how boldly the desk may trade. Ballots, their
 * count, the mandate that comes of it, when a vote is held and what the desk may lose. Pure: asked
 * with the same facts it always answers the same.
 */
@NullMarked
package dev.belay.domain.amplifier;

import org.jspecify.annotations.NullMarked;
