/** The amplifier's adapters: desk and votes in the ledger, ballots of models, sources outside. */
@NullMarked
package dev.belay.activities.amplifier;

import org.jspecify.annotations.NullMarked;
