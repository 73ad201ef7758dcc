/** The journal: its events, and whether it is whole. */
@NullMarked
package dev.belay.api.journal;

import org.jspecify.annotations.NullMarked;
