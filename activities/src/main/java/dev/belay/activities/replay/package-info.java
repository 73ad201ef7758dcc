/** Recorded rounds asked again, on what they had seen; nothing is decided or sent. */
@NullMarked
package dev.belay.activities.replay;

import org.jspecify.annotations.NullMarked;
