/**
 * The trading venue behind the ports: a thin Binance USDⓈ-M client that never sends anything twice,
 * market data over REST, the activities that send, find and cancel orders, and the feed that hints
 * at fills. The simulator speaks the same wire.
 */
@NullMarked
package dev.belay.activities.venue;

import org.jspecify.annotations.NullMarked;
