/**
 * Notifications put together: which channels there are, what of the journal is told and in which
 * words, and what a messenger may ask and command.
 */
@NullMarked
package dev.belay.app.notify;

import org.jspecify.annotations.NullMarked;
