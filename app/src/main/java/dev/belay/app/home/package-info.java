/**
 * The home folder of one Belay: its lock, its version, its secrets and ports, and the note by which
 * commands find the process that runs it.
 */
@NullMarked
package dev.belay.app.home;

import org.jspecify.annotations.NullMarked;
