/** The wire: routes, signatures, parameters and the venue's own error codes. */
@NullMarked
package dev.belay.simulator.http;

import org.jspecify.annotations.NullMarked;
