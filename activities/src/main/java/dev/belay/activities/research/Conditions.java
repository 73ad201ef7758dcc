package dev.belay.activities.research;

import dev.belay.activities.venue.ContractList;
import dev.belay.data.FundingFile;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.research.RunSpec;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.Fingerprint;
import dev.belay.engine.backtest.Funding;
import dev.belay.engine.fill.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a venue asks for besides the price: funding, and filters that prices and quantities must
 * fit. Without files of them there is neither.
 */
final class Conditions {
  private final Map<Symbol, Funding> fundings = new TreeMap<>();
  private final Map<Symbol, Terms> filters = new TreeMap<>();
  private final List<String> digests = new ArrayList<>();

  private Conditions() {}

  /**
   * Reads the files of the run.
   *
   * @throws dev.belay.data.CandlesRefused if there are no rates of a symbol
   * @throws dev.belay.data.BadCandleFile if rates can't be right
   * @throws ResearchRefused if a symbol is not in the list of contracts
   */
  static Conditions of(RunSpec spec) {
    Conditions conditions = new Conditions();
    String funding = spec.funding();
    if (funding != null) {
      for (Symbol symbol : spec.symbols()) {
        FundingFile.Rates rates = FundingFile.read(Path.of(funding), symbol);
        conditions.fundings.put(symbol, new Funding(rates.times(), rates.rates()));
        conditions.digests.add(
            new Fingerprint().add("funding " + symbol).add(rates.times()).add(rates.rates()).hex());
      }
    }
    String file = spec.filters();
    if (file != null) {
      conditions.filter(Path.of(file), spec.symbols());
    }
    return conditions;
  }

  private void filter(Path file, List<Symbol> symbols) {
    for (Instrument instrument : ContractList.read(text(file), file.toString(), symbols)) {
      filters.put(instrument.symbol(), Terms.of(instrument));
      digests.add(new Fingerprint().add("filters " + instrument).hex());
    }
    for (Symbol symbol : symbols) {
      if (!filters.containsKey(symbol)) {
        throw new ResearchRefused(
            "Expected %s among the perpetual contracts in USDT of %s that trade, but it is not there; leave it out, or bring another list."
                .formatted(symbol, file));
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to read %s, but %s; it holds what /fapi/v1/exchangeInfo answers"
              .formatted(file, e),
          e);
    }
  }

  /** What names them in a fingerprint; empty where there are none. */
  List<String> digests() {
    return digests;
  }

  /** A symbol of a run under these conditions. */
  Entrant entrant(Candles candles, Strategy strategy) {
    return new Entrant(
        candles,
        fundings.getOrDefault(candles.symbol(), Funding.NONE),
        filters.get(candles.symbol()),
        strategy);
  }
}
