@NullMarked
package dev.belay.engine.bias;

import org.jspecify.annotations.NullMarked;
