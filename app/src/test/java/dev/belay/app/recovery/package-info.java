/** Tests of {@link dev.belay.app.recovery}. */
@NullMarked
package dev.belay.app.recovery;

import org.jspecify.annotations.NullMarked;
