/** Trying out prompts on the market of now, without a trade. */
@NullMarked
package dev.belay.api.prompt;

import org.jspecify.annotations.NullMarked;
