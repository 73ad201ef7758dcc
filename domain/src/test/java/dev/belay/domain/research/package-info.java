/** Tests of what is asked of the research engine. */
@NullMarked
package dev.belay.domain.research;

import org.jspecify.annotations.NullMarked;
