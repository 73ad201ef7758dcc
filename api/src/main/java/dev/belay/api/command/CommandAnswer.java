package dev.belay.api.command;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a command will do.
 *
 * @param command its name, such as "halt" or "position close"
 * @param changed false when all was so already
 * @param message what will happen, in a sentence
 * @param watch the id to watch; null where there is nothing to follow
 * @param watchAt where in this API to follow it
 * @param workflowUrl the workflow's page; null where there is none
 */
@Schema(name = "CommandAnswer")
public record CommandAnswer(
    String command,
    boolean changed,
    String message,
    @Nullable String watch,
    String watchAt,
    @Nullable String workflowUrl) {}
