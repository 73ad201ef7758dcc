/** The amplifier's desk over HTTP: how it stands, what it saw, its votes, and commands to it. */
@NullMarked
package dev.belay.api.amplifier;

import org.jspecify.annotations.NullMarked;
