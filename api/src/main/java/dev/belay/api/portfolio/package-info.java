/** The fund over HTTP: figures, lists, commands. Views carry the field names of the contract. */
@NullMarked
package dev.belay.api.portfolio;

import org.jspecify.annotations.NullMarked;
