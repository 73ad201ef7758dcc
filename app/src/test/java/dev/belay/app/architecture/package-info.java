/** What may know what: the arrows between modules and the purity of those that decide. */
@NullMarked
package dev.belay.app.architecture;

import org.jspecify.annotations.NullMarked;
