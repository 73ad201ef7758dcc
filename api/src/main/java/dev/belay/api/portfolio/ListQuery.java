package dev.belay.api.portfolio;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a list, as they came; {@link Parameters} reads them strictly. */
@Introspected
record ListQuery(
    @Parameter(description = "Whose: the portfolio (as when left out), or the amplifier's desk")
        @Nullable
        @QueryValue
        String fund,
    @Parameter(description = "Only of this trader_id") @Nullable @QueryValue String agent,
    @Parameter(
            description = "The `next` of an earlier answer",
            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
        @Nullable
        @QueryValue
        String before,
    @Parameter(
            description = "How many at most",
            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
        @Nullable
        @QueryValue
        String limit) {

  /** Throws a problem that names the parameter. */
  PageRequest page(List<String> funds) {
    return Parameters.page(funds, fund, agent, before, limit);
  }
}
