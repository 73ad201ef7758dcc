/** Research: runs that are kept, runs under way, and what there is to run. */
@NullMarked
package dev.belay.api.research;

import org.jspecify.annotations.NullMarked;
