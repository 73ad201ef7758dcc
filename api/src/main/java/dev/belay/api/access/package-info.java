/** Who may ask: host, origin and token are checked before anything else happens. */
@NullMarked
package dev.belay.api.access;

import org.jspecify.annotations.NullMarked;
