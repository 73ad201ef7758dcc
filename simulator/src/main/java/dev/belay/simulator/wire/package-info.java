/** The exchange's protocol over HTTP: parameters, signatures, error codes and payloads. */
@NullMarked
package dev.belay.simulator.wire;

import org.jspecify.annotations.NullMarked;
