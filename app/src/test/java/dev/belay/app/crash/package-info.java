@NullMarked
package dev.belay.app.crash;

import org.jspecify.annotations.NullMarked;
