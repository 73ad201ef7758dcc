@NullMarked
package dev.belay.app.run;

import org.jspecify.annotations.NullMarked;
