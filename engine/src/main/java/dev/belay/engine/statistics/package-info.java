/**
 * Performance statistics in plain doubles: returns net of transfers, Sharpe, drawdown, correlation.
 * Every figure carries its sample size, and a reason in place of a value where there is too little.
 */
@NullMarked
package dev.belay.engine.statistics;

import org.jspecify.annotations.NullMarked;
