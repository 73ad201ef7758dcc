/** How ledger, venue and running workflows are held against each other, and what may be mended. */
@NullMarked
package dev.belay.domain.reconcile;

import org.jspecify.annotations.NullMarked;
