/**
 * The venue itself: its clock, its accounts, and the order in which they change. Nothing is
 * acknowledged or shown before it is committed.
 */
@NullMarked
package dev.belay.simulator.venue;

import org.jspecify.annotations.NullMarked;
