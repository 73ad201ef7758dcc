/** Tests of what is told and of what a messenger may do. */
@NullMarked
package dev.belay.app.notify;

import org.jspecify.annotations.NullMarked;
