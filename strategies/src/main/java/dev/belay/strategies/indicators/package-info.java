/**
 * Technical indicators over closed candles, computed with ta4j in doubles and rounded for people.
 */
@NullMarked
package dev.belay.strategies.indicators;

import org.jspecify.annotations.NullMarked;
