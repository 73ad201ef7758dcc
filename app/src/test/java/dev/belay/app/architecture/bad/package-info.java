/** Breaks every rule on purpose, to show that the rules can fail. */
@NullMarked
package dev.belay.app.architecture.bad;

import org.jspecify.annotations.NullMarked;
