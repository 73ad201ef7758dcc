@NullMarked
package dev.belay.engine.backtest;

import org.jspecify.annotations.NullMarked;
