/** Values that may be a little old, read anew without ever holding a request up for long. */
@NullMarked
package dev.belay.api.cache;

import org.jspecify.annotations.NullMarked;
