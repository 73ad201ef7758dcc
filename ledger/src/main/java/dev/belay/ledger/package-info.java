/**
 * The book of record in Postgres. Repositories lock, load, call the pure rules of {@code
 * domain.risk} and {@code domain.book}, and store; each public write is one transaction.
 */
@NullMarked
package dev.belay.ledger;

import org.jspecify.annotations.NullMarked;
