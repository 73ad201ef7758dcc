@NullMarked
package dev.belay.domain.reconcile;

import org.jspecify.annotations.NullMarked;
