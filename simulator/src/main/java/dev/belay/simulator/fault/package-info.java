/** What goes wrong at the venue on purpose: plans of faults, and how one is carried out. */
@NullMarked
package dev.belay.simulator.fault;

import org.jspecify.annotations.NullMarked;
