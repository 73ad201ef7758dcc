@NullMarked
package dev.belay.app.temporal;

import org.jspecify.annotations.NullMarked;
