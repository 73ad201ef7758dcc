@NullMarked
package dev.belay.app.home;

import org.jspecify.annotations.NullMarked;
