/** JMH benchmarks of what the simulator does most often. */
@NullMarked
package dev.belay.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
