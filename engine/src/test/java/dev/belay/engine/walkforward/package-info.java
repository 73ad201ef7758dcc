@NullMarked
package dev.belay.engine.walkforward;

import org.jspecify.annotations.NullMarked;
