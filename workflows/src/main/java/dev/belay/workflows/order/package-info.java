/** One order from its recorded intent to its end. */
@NullMarked
package dev.belay.workflows.order;

import org.jspecify.annotations.NullMarked;
