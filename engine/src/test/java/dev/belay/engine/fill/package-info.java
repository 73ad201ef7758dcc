/** Tests of the fill engine. */
@NullMarked
package dev.belay.engine.fill;

import org.jspecify.annotations.NullMarked;
