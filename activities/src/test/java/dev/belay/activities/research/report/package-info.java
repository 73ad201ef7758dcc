@NullMarked
package dev.belay.activities.research.report;

import org.jspecify.annotations.NullMarked;
