/** Holding ledger, venue and running workflows against each other. */
@NullMarked
package dev.belay.workflows.reconcile;

import org.jspecify.annotations.NullMarked;
