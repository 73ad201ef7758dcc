/** Gauges and counters for Prometheus, read from the ledger. */
@NullMarked
package dev.belay.api.metrics;

import org.jspecify.annotations.NullMarked;
