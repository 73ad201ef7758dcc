/**
 * The order path in one process: the real state machines, ledger rules and fill engine under a
 * seeded scheduler and virtual time, with faults and crashes at every step and invariants checked
 * after each. The same seed always gives the same world.
 */
@NullMarked
package dev.belay.engine.simulation;

import org.jspecify.annotations.NullMarked;
