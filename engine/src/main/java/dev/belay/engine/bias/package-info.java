/** Whether a strategy's history can be believed: what it knew, and from when on it knew enough. */
@NullMarked
package dev.belay.engine.bias;

import org.jspecify.annotations.NullMarked;
