/** The portfolio's ports: observing, asking models, deciding. */
@NullMarked
package dev.belay.activities.portfolio;

import org.jspecify.annotations.NullMarked;
