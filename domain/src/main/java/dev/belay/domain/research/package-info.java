/** What is asked of the research engine, as plain values that can be stored and sent. */
@NullMarked
package dev.belay.domain.research;

import org.jspecify.annotations.NullMarked;
