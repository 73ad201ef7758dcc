/**
 * Booking: the pure rules by which fills and incomes become positions and double entries, and by
 * which an order's recorded state moves. The ledger locks, loads, calls these, and stores.
 */
@NullMarked
package dev.belay.domain.book;

import org.jspecify.annotations.NullMarked;
