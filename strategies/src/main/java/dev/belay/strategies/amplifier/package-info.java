/**
 * The amplifier: Bitcoin is the signal, altcoins are the trade. Momentum of BTC says when, the
 * scanner says what, the mandate of the last vote says how boldly; each decision, and each that was
 * not taken, carries its reasons. Pure: whoever calls it brings candles, account and mandate.
 */
@NullMarked
package dev.belay.strategies.amplifier;

import org.jspecify.annotations.NullMarked;
