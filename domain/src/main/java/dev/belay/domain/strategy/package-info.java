/**
 * What a strategy is, in a backtest as in a live round: it is shown closed candles one after the
 * other and says on a desk what it wants.
 */
@NullMarked
package dev.belay.domain.strategy;

import org.jspecify.annotations.NullMarked;
