/** The database: a Postgres of our own as a child process, or the one an operator names by URL. */
@NullMarked
package dev.belay.app.postgres;

import org.jspecify.annotations.NullMarked;
