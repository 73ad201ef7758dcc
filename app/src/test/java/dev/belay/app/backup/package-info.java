/** Tests of copies of a home. */
@NullMarked
package dev.belay.app.backup;

import org.jspecify.annotations.NullMarked;
