/** What voters are shown and what they answer: evidence as text, ballots read strictly. */
@NullMarked
package dev.belay.strategies.amplifier.ballot;

import org.jspecify.annotations.NullMarked;
