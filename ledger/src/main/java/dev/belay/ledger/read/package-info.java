/** What people and the API read from the ledger: rows and figures, never changed through here. */
@NullMarked
package dev.belay.ledger.read;

import org.jspecify.annotations.NullMarked;
