package dev.belay.api.portfolio;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Halts of entries. */
@Schema(name = "Halts")
public record Halts(
    @Schema(description = "The one in force; null when entries are admitted")
        @Nullable HaltView active,
    List<HaltView> items) {}
