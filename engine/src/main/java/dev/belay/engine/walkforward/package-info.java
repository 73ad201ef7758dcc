/** Parameters chosen on one part of history and judged on the next. */
@NullMarked
package dev.belay.engine.walkforward;

import org.jspecify.annotations.NullMarked;
