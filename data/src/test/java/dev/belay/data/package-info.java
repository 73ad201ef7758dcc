/** Tests of the readers. */
@NullMarked
package dev.belay.data;

import org.jspecify.annotations.NullMarked;
