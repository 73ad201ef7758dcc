/** The fund's configuration as the database has it, in the form of the file. */
@NullMarked
package dev.belay.api.config;

import org.jspecify.annotations.NullMarked;
