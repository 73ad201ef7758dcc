package dev.belay.api.portfolio;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a command will do. */
@Schema(name = "CommandAnswer")
public record CommandAnswer(
    @Schema(allowableValues = {"halt", "resume", "flatten"}) String command,
    @Schema(description = "False when all was so already") boolean changed,
    @Schema(description = "What will happen, in a sentence") String message,
    @Schema(description = "The id to watch; null where there is nothing to follow")
        @Nullable String watch,
    @Schema(description = "Where in this API to follow it") String watchAt,
    @Schema(description = "The workflow's page; null where there is none")
        @Nullable String workflowUrl) {}
