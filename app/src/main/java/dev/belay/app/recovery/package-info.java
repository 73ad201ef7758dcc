/** Breaks a standing world on purpose, seed by seed, and holds its books against the venue's. */
@NullMarked
package dev.belay.app.recovery;

import org.jspecify.annotations.NullMarked;
