/** What happens, told to open pages as it happens. */
@NullMarked
package dev.belay.api.live;

import org.jspecify.annotations.NullMarked;
