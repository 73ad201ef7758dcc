/** A round that is looked at and not carried out. */
@NullMarked
package dev.belay.activities.rehearsal;

import org.jspecify.annotations.NullMarked;
