/** Servers as supervised children of this process, and what is needed to find and stop them. */
@NullMarked
package dev.belay.app.process;

import org.jspecify.annotations.NullMarked;
