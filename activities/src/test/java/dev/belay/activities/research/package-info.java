/** Tests of research runs, whole and in chunks. */
@NullMarked
package dev.belay.activities.research;

import org.jspecify.annotations.NullMarked;
