package dev.belay.api.research;

import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Equity at a time of the market. */
@Schema(name = "ResearchCurvePoint")
public record CurvePoint(Instant asOf, Usdt equity) {}
