/** The plain status page. */
@NullMarked
package dev.belay.api.page;

import org.jspecify.annotations.NullMarked;
