/** Tests of the venue adapter against servers written for them. */
@NullMarked
package dev.belay.activities.venue;

import org.jspecify.annotations.NullMarked;
