/** What adapters over HTTP share. */
@NullMarked
package dev.belay.activities.http;

import org.jspecify.annotations.NullMarked;
