/** Capital over HTTP: allocation, agents in and out, reviews. */
@NullMarked
package dev.belay.api.fund;

import org.jspecify.annotations.NullMarked;
