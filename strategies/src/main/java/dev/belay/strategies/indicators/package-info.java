/**
 * Technical indicators: primitives that take one value after another in constant time and allocate
 * nothing, for live rounds and backtests alike, and what rounds show of them, rounded for people.
 */
@NullMarked
package dev.belay.strategies.indicators;

import org.jspecify.annotations.NullMarked;
