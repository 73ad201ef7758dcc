/** The ledger behind the workflows' ports and the venue's: adapters without rules of their own. */
@NullMarked
package dev.belay.activities.book;

import org.jspecify.annotations.NullMarked;
