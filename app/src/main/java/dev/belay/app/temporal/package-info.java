/** The Temporal server: which one is taken and why, and our own one as a supervised child. */
@NullMarked
package dev.belay.app.temporal;

import org.jspecify.annotations.NullMarked;
