package dev.belay.api.research;

import dev.belay.api.command.CommandBody;
import dev.belay.api.command.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run to be computed: what the command takes as flags, under the same names and with the same
 * rules. What is left out has the command's standard value.
 *
 * @param kind backtest, sweep, walk-forward or bias-check
 * @param name for people; at most 100 characters
 * @param store a candle store of the home
 * @param symbols such as BTCUSDT,ETHUSDT, or all
 * @param timeframe such as 1h
 * @param from open of the first candle: 2022-01-05 or 2022-01-05T12:00:00Z
 * @param to open of the candle after the last
 * @param params of the strategy
 * @param grid of a sweep or a walk-forward run: by parameter FROM..TO, FROM..TO..STEP or A,B,C
 * @param cash USDT to start with
 * @param fill next-open or close
 * @param gaps leave or flat
 * @param isolated each symbol alone with its own cash
 * @param objective of a sweep or a walk-forward run
 * @param samples of a sweep or a walk-forward run: only so many of the grid; of a bias check: at
 *     how many decisions to cut
 * @param seed of that chance
 * @param train of a walk-forward run, such as 180d
 * @param test of a walk-forward run, such as 30d
 * @param step of a walk-forward run
 * @param purge of a walk-forward run
 * @param embargo of a walk-forward run
 * @param anchored of a walk-forward run
 * @param reason why, for the record; at most 500 characters
 * @param by who commands it, for the record; at most 100 characters
 */
@Schema(name = "ResearchRunBody")
public record RunBody(
    @Nullable String kind,
    @Nullable String name,
    @Nullable String strategy,
    @Nullable String store,
    @Nullable String symbols,
    @Nullable String timeframe,
    @Nullable String from,
    @Nullable String to,
    @Nullable Map<String, BigDecimal> params,
    @Nullable Map<String, String> grid,
    @Nullable String cash,
    @Nullable BigDecimal feeBps,
    @Nullable BigDecimal slippageBps,
    @Nullable Integer leverage,
    @Nullable String fill,
    @Nullable String gaps,
    @Nullable Boolean isolated,
    @Nullable String objective,
    @Nullable Integer samples,
    @Nullable Long seed,
    @Nullable String train,
    @Nullable String test,
    @Nullable String step,
    @Nullable String purge,
    @Nullable String embargo,
    @Nullable Boolean anchored,
    @Nullable String reason,
    @Nullable String by)
    implements CommandBody {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST = 2000;

  @Override
  public void check() {
    CommandBody.super.check();
    Fields.text("name", name, LONGEST_NAME);
    if (store != null && !store.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw Fields.bad("store", "the name of a candle store of the home", Fields.quoted(store));
    }
    for (String argument : arguments()) {
      Fields.text(argument.replaceAll("^--|=.*", ""), argument, LONGEST);
    }
  }

  /** The same as flags of the command; a value never is a word of its own. */
  public List<String> arguments() {
    List<String> all = new ArrayList<>();
    add(all, "strategy", strategy);
    add(all, "store", store);
    add(all, "symbols", symbols);
    add(all, "timeframe", timeframe);
    add(all, "from", from);
    add(all, "to", to);
    if (params != null) {
      new TreeMap<>(params)
          .forEach((key, value) -> add(all, "param", key + "=" + value.toPlainString()));
    }
    if (grid != null) {
      new TreeMap<>(grid).forEach((key, value) -> add(all, "grid", key + "=" + value));
    }
    add(all, "cash", cash);
    add(all, "fee-bps", plain(feeBps));
    add(all, "slippage-bps", plain(slippageBps));
    add(all, "leverage", leverage);
    add(all, "fill", fill);
    add(all, "gaps", gaps);
    flag(all, "isolated", isolated);
    add(all, "objective", objective);
    add(all, "samples", samples);
    add(all, "seed", seed);
    add(all, "train", train);
    add(all, "test", test);
    add(all, "step", step);
    add(all, "purge", purge);
    add(all, "embargo", embargo);
    flag(all, "anchored", anchored);
    return all;
  }

  private static void add(List<String> all, String name, @Nullable Object value) {
    if (value != null) {
      all.add("--%s=%s".formatted(name, value));
    }
  }

  private static void flag(List<String> all, String name, @Nullable Boolean value) {
    if (Boolean.TRUE.equals(value)) {
      all.add("--" + name);
    }
  }

  private static @Nullable String plain(@Nullable BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }
}
