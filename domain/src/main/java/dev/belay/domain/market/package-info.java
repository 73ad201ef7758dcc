/**
 * What is traded and what it cost: symbols, instruments with their filters, intervals, candles,
 * quotes.
 */
@NullMarked
package dev.belay.domain.market;

import org.jspecify.annotations.NullMarked;
