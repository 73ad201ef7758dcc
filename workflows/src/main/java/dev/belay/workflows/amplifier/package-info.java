/** The amplifier: the desk, its votes, and what they ask of the ledger and the world. */
@NullMarked
package dev.belay.workflows.amplifier;

import org.jspecify.annotations.NullMarked;
