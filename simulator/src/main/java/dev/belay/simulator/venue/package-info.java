/** The paper venue behind its wire: accounts, the clock, the record in Postgres. */
@NullMarked
package dev.belay.simulator.venue;

import org.jspecify.annotations.NullMarked;
