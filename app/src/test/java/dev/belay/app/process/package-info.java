@NullMarked
package dev.belay.app.process;

import org.jspecify.annotations.NullMarked;
