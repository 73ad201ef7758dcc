/**
 * Durable sweeps and walk-forward runs: their Temporal server, the worker processes that compute,
 * and the command that waits for them.
 */
@NullMarked
package dev.belay.app.research;

import org.jspecify.annotations.NullMarked;
