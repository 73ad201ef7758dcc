package dev.belay.api.portfolio;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Halts of entries.
 *
 * @param active the one in force; null when entries are admitted
 */
@Schema(name = "Halts")
public record Halts(@Nullable HaltView active, List<HaltView> items) {}
