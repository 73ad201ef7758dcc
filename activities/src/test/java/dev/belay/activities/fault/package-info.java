/** Tests of armed failpoints. */
@NullMarked
package dev.belay.activities.fault;

import org.jspecify.annotations.NullMarked;
