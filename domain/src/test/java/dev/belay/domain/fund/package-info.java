@NullMarked
package dev.belay.domain.fund;

import org.jspecify.annotations.NullMarked;
