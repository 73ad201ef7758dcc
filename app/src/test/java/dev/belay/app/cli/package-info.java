@NullMarked
package dev.belay.app.cli;

import org.jspecify.annotations.NullMarked;
