package dev.belay.api.fund;

import dev.belay.api.command.CommandBody;
import dev.belay.api.command.Fields;
import dev.belay.domain.fund.Scheme;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How capital is to be shared out.
 *
 * @param scheme equal, performance, strategy or custom
 * @param weights percent by trader_id, of the scheme custom; they sum to exactly 100
 */
@Schema(name = "AllocationBody")
public record AllocationBody(
    @Nullable String scheme,
    @Nullable Map<String, BigDecimal> weights,
    @Nullable String reason,
    @Nullable String by)
    implements CommandBody {
  private static final int MOST = 1000;

  @Override
  public void check() {
    CommandBody.super.check();
    Scheme unused = chosen();
    if (weights != null && weights.size() > MOST) {
      throw Fields.bad("weights", "at most 1000 weights", "" + weights.size());
    }
  }

  Scheme chosen() {
    try {
      return Scheme.of(scheme == null ? "" : scheme);
    } catch (IllegalArgumentException e) {
      throw Fields.bad(
          "scheme",
          "equal, performance, strategy or custom",
          scheme == null ? "nothing" : Fields.quoted(scheme));
    }
  }
}
