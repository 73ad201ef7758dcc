package dev.belay.api.fund;

import dev.belay.api.command.CommandBody;
import dev.belay.api.command.Fields;
import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent to be added, or what of one is to be different: what is left out stays as it is, or is
 * the usual.
 *
 * @param id lower-case letters, digits and underscores; only of a new one
 * @param model id of one of the fund's models
 * @param style its prompt
 * @param intervalSeconds market seconds between rounds
 * @param consensus single, voting, weighted or unanimous
 * @param leverage the greatest it may use, 1 to 10; short for the limit max_leverage
 * @param limits by name as in the configuration file
 * @param capital USDT that a new one starts with; left out for an equal share
 */
@Schema(name = "AgentBody")
public record AgentBody(
    @Nullable String id,
    @Nullable String name,
    @Nullable String model,
    @Nullable String style,
    @Nullable Long intervalSeconds,
    @Nullable String consensus,
    @Nullable Integer voices,
    @Nullable List<String> symbols,
    @Nullable Integer leverage,
    @Nullable Map<String, BigDecimal> limits,
    @Nullable String capital,
    @Nullable String reason,
    @Nullable String by)
    implements CommandBody {
  private static final List<String> USUAL_SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(3);
  private static final int LONGEST = 100;

  @Override
  public void check() {
    CommandBody.super.check();
    Fields.text("id", id, LONGEST);
    Fields.text("name", name, LONGEST);
    Fields.text("model", model, LONGEST);
    Fields.text("style", style, LONGEST);
    var unused = patch();
    Fields.positive("capital", capital);
    if (intervalSeconds != null && (intervalSeconds < 1 || intervalSeconds > 86_400)) {
      throw Fields.bad("interval_seconds", "1 to 86400", "" + intervalSeconds);
    }
  }

  AgentPatch patch() {
    SortedMap<String, BigDecimal> given = new TreeMap<>(limits == null ? Map.of() : limits);
    if (leverage != null) {
      given.put("max_leverage", BigDecimal.valueOf(leverage));
    }
    return new AgentPatch(
        name,
        model,
        style,
        intervalSeconds == null ? null : Duration.ofSeconds(intervalSeconds),
        agreed(),
        voices,
        symbols == null ? null : symbols(symbols),
        given.isEmpty() ? null : given);
  }

  /** A new agent: what is not said is the usual. */
  AgentSpec agent() {
    String named = id == null ? "" : id;
    Consensus agreed = agreed();
    AgentSpec usual =
        new AgentSpec(
            named,
            named,
            model == null ? "" : model,
            "balanced",
            USUAL_INTERVAL,
            agreed == null ? Consensus.SINGLE : agreed,
            agreed == null || agreed == Consensus.SINGLE ? 1 : 3,
            symbols(USUAL_SYMBOLS),
            AgentLimits.DEFAULT);
    return patch().applied(usual);
  }

  @Nullable Usdt startsWith() {
    return capital == null ? null : Usdt.of(capital);
  }

  private @Nullable Consensus agreed() {
    try {
      return consensus == null ? null : Consensus.of(consensus);
    } catch (IllegalArgumentException e) {
      throw Fields.bad(
          "consensus", "single, voting, weighted or unanimous", Fields.quoted("" + consensus));
    }
  }

  private static List<Symbol> symbols(List<String> names) {
    try {
      return names.stream().map(Symbol::of).toList();
    } catch (IllegalArgumentException | NullPointerException e) {
      throw Fields.bad("symbols", "symbols such as BTCUSDT", Fields.quoted("" + names));
    }
  }
}
