/** The venue's books in Postgres, in a schema of their own. */
@NullMarked
package dev.belay.simulator.store;

import org.jspecify.annotations.NullMarked;
