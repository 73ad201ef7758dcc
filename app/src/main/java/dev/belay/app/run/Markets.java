package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.RunOptions;
import dev.belay.data.BadCandleFile;
import dev.belay.data.CandleDirectory;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.ReplayMarket;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import java.nio.file.Path;
import java.util.Locale;

/** The market that an operator asked for. */
final class Markets {
  private Markets() {}

  static Market of(RunOptions options) {
    return switch (options.market()) {
      case MarketChoice.Synthetic ignored ->
          new SyntheticMarket(
              options.seed(), Scenario.of(options.scenario().name().toLowerCase(Locale.ROOT)));
      case MarketChoice.Replay(Path folder) -> replay(folder, options);
      case MarketChoice.Live ignored ->
          throw new OperatorException(
              ExitCode.BAD_INPUT,
              "Expected --market synthetic or replay:DIR, was live: live prices are not implemented yet.");
    };
  }

  private static Market replay(Path folder, RunOptions options) {
    try {
      CandleDirectory candles = CandleDirectory.load(folder);
      return options.from() == null
          ? ReplayMarket.fromStart(candles)
          : new ReplayMarket(candles, options.from());
    } catch (BadCandleFile | IllegalArgumentException e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
