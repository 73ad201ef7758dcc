/** The command line: verbs, flags and exit codes of the contract. */
@NullMarked
package dev.belay.app.cli;

import org.jspecify.annotations.NullMarked;
