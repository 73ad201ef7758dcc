/** Everything wired together: what runs when Belay trades. */
@NullMarked
package dev.belay.app.run;

import org.jspecify.annotations.NullMarked;
