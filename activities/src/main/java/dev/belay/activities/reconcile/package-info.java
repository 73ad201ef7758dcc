/** Looking at all sides of an account, and the safe steps. */
@NullMarked
package dev.belay.activities.reconcile;

import org.jspecify.annotations.NullMarked;
