/** A home's books in one file, and a new home from it. */
@NullMarked
package dev.belay.app.backup;

import org.jspecify.annotations.NullMarked;
