/** Named points where a test may let the process die. They do nothing unless armed. */
@NullMarked
package dev.belay.domain.fault;

import org.jspecify.annotations.NullMarked;
