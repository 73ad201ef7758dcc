@NullMarked
package dev.belay.app.base;

import org.jspecify.annotations.NullMarked;
