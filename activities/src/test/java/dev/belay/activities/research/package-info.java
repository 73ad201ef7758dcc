@NullMarked
package dev.belay.activities.research;

import org.jspecify.annotations.NullMarked;
