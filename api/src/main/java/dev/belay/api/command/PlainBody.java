package dev.belay.api.command;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What may come with a command that needs nothing.
 *
 * @param reason why, for the record; at most 500 characters
 * @param by who commands it, for the record; at most 100 characters
 */
@Schema(name = "CommandBody")
public record PlainBody(@Nullable String reason, @Nullable String by) implements CommandBody {}
