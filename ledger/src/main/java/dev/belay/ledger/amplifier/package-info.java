/** The amplifier's rows: desks with their cycles, exits and cool-offs; votes, ballots, mandates. */
@NullMarked
package dev.belay.ledger.amplifier;

import org.jspecify.annotations.NullMarked;
