/** What tests of several modules share; never part of what runs. */
@NullMarked
package dev.belay.testing;

import org.jspecify.annotations.NullMarked;
