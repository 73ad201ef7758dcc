/** The books as files: stable columns, streamed page by page. */
@NullMarked
package dev.belay.api.export;

import org.jspecify.annotations.NullMarked;
