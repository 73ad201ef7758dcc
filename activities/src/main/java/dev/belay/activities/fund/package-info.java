/**
 * The fund's changes, capital and reviews: ledger, market and venue behind the workflows' ports.
 */
@NullMarked
package dev.belay.activities.fund;

import org.jspecify.annotations.NullMarked;
