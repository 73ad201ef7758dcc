/** What the research commands are measured by. */
@NullMarked
package dev.belay.benchmarks.research;

import org.jspecify.annotations.NullMarked;
