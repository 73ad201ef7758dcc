package dev.belay.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** The head of the OpenAPI document. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Belay",
            version = "1",
            description =
                """
                Trading agents as durable workflows. Money, prices and quantities are strings with \
                plain decimals; counts, ratios and durations are numbers; `_pct` 12.5 means 12.5 %. \
                A figure that can't be told is null, and `<field>_reason` says why. Times are \
                ISO-8601 in UTC: `as_of` is market time, `at` wall time. Lists are newest first: \
                `next` goes into `before` to read on. Ids of rounds and positions contain slashes; \
                in a path they stand as they are, or percent-encoded. Errors are problem+json with \
                `title`, `status`, `detail` and, where it helps, `expected`, `found`, `action`. \
                Commands need the token; reads too when the server is bound beyond loopback."""))
@SecurityScheme(name = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
final class BelayApi {
  private BelayApi() {}
}
