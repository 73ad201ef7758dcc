/**
 * Research runs that outlast a command: durable sweeps and walk-forward runs with their Temporal
 * server, the worker processes that compute and the command that waits for them; runs that are
 * kept; and those that are computed for the dashboard.
 */
@NullMarked
package dev.belay.app.research;

import org.jspecify.annotations.NullMarked;
