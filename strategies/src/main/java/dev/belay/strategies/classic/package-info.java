/** Well-known strategies of one symbol: to measure others against, and to start one's own from. */
@NullMarked
package dev.belay.strategies.classic;

import org.jspecify.annotations.NullMarked;
