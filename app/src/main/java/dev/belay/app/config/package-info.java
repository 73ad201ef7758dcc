/**
 * The portfolio's configuration file, read strictly: every problem is found in one go and nothing
 * is applied while there is one.
 */
@NullMarked
package dev.belay.app.config;

import org.jspecify.annotations.NullMarked;
