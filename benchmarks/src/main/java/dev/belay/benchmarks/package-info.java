/** Measures Belay from outside: its processes, its ledger and its histories. */
@NullMarked
package dev.belay.benchmarks;

import org.jspecify.annotations.NullMarked;
