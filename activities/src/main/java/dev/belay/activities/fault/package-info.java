/** Armed failpoints: named boundaries at which a test lets the process die, fail or wait. */
@NullMarked
package dev.belay.activities.fault;

import org.jspecify.annotations.NullMarked;
