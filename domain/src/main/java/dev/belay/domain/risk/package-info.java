/**
 * Admission: the pure rules that the ledger applies to an intent while it holds the account's lock.
 */
@NullMarked
package dev.belay.domain.risk;

import org.jspecify.annotations.NullMarked;
