package dev.belay.api.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * Something that happened.
 *
 * @param topic decision, order, position, fund or mark
 * @param kind as journaled, such as fill; "mark" for a mark of equity
 * @param agent trader_id; empty when it is of the whole fund
 * @param at wall time it was recorded
 * @param text a sentence for people
 */
@Schema(name = "Event")
public record LiveEvent(String topic, String kind, String agent, Instant at, String text) {}
