/** Where ledger, venue and running workflows disagree. */
@NullMarked
package dev.belay.api.reconcile;

import org.jspecify.annotations.NullMarked;
