package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.RunOptions;
import dev.belay.data.CandleDirectory;
import dev.belay.data.CandleFileException;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.ReplayMarket;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The market that an operator asked for. */
final class Markets {
  /** Where a synthetic market of the demo begins: a Monday. */
  static final Instant SYNTHETIC_BEGIN = Instant.parse("2026-01-05T00:00:00Z");

  private Markets() {}

  /** Makes the market, given when trading began in the home if it has. */
  static Function<Optional<Instant>, Market> of(RunOptions options) {
    return switch (options.market()) {
      case MarketChoice.Synthetic ignored ->
          begun ->
              new SyntheticMarket(
                  options.seed(),
                  Scenario.of(options.scenario().name().toLowerCase(Locale.ROOT)),
                  begun.orElse(SYNTHETIC_BEGIN).toEpochMilli());
      case MarketChoice.Replay(var folder) -> {
        CandleDirectory candles;
        try {
          candles = CandleDirectory.load(folder);
        } catch (CandleFileException e) {
          throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
        yield begun -> replay(candles, begun, options);
      }
      case MarketChoice.Live ignored ->
          throw new OperatorException(
              ExitCode.BAD_INPUT,
              "Expected --market synthetic or replay:DIR, was live: live prices are not implemented yet.");
    };
  }

  private static Market replay(
      CandleDirectory candles, Optional<Instant> begun, RunOptions options) {
    try {
      Instant first = options.from() == null ? candles.first() : options.from();
      return new ReplayMarket(candles, begun.orElse(first));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
