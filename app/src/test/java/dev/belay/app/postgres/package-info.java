@NullMarked
package dev.belay.app.postgres;

import org.jspecify.annotations.NullMarked;
