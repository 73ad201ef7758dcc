/**
 * Many runs of a strategy with other parameters each: what there is to try, and what came of it.
 */
@NullMarked
package dev.belay.engine.search;

import org.jspecify.annotations.NullMarked;
