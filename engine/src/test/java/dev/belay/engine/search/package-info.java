@NullMarked
package dev.belay.engine.search;

import org.jspecify.annotations.NullMarked;
