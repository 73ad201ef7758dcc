/** The whole application as a child process, as an operator starts it. */
@NullMarked
package dev.belay.app.integration;

import org.jspecify.annotations.NullMarked;
