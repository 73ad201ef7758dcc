/** Tests of the simulated order path. */
@NullMarked
package dev.belay.engine.simulation;

import org.jspecify.annotations.NullMarked;
