/** Tests of plans of faults. */
@NullMarked
package dev.belay.simulator.fault;

import org.jspecify.annotations.NullMarked;
