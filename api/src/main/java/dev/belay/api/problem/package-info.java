/** Errors as problem+json: what was expected, what was found, what to do; never a stack trace. */
@NullMarked
package dev.belay.api.problem;

import org.jspecify.annotations.NullMarked;
