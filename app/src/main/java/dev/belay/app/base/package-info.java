/**
 * What everything in the application stands on: exit codes, errors for operators, private files.
 */
@NullMarked
package dev.belay.app.base;

import org.jspecify.annotations.NullMarked;
