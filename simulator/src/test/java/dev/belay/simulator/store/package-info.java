@NullMarked
package dev.belay.simulator.store;

import org.jspecify.annotations.NullMarked;
