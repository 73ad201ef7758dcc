package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A position, also a closed one, with its orders and with what operators wanted of it, oldest
 * first.
 */
@Schema(name = "PositionDetail")
public record PositionDetail(
    @JsonUnwrapped PositionView position,
    List<OrderView> orders,
    List<InstructionView> instructions) {}
