package dev.belay.api.research;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run with all that is kept of it but its page.
 *
 * @param command as to be typed
 * @param settings all that decide what comes out, standard values included
 * @param answer what the command answered; null until it is done
 * @param curve equity over time, thinned; empty for a sweep and a bias check
 */
@Schema(name = "ResearchRunDetail")
public record RunDetail(
    @JsonUnwrapped RunView run,
    String command,
    Map<String, String> settings,
    @Schema(implementation = Object.class) @Nullable JsonNode answer,
    List<CurvePoint> curve) {}
