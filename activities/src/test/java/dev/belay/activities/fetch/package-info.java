@NullMarked
package dev.belay.activities.fetch;

import org.jspecify.annotations.NullMarked;
