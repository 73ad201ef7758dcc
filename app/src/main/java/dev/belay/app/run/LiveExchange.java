package dev.belay.app.run;

import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.DayVolumes;
import dev.belay.activities.venue.LivePrices;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.HttpAddress;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.config.PortfolioFile;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.strategies.amplifier.AmplifierSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose prices are live, and which of them are wanted. */
final class LiveExchange {
  private static final String CALLS = "BELAY_EXCHANGE_URL";
  private static final String STREAMS = "BELAY_EXCHANGE_STREAMS_URL";

  private final LivePrices.Addresses addresses;
  private final Supplier<Set<Symbol>> wanted;
  private final InstantSource wall;
  private @Nullable LiveMarket opened;

  private LiveExchange(
      LivePrices.Addresses addresses, Supplier<Set<Symbol>> wanted, InstantSource wall) {
    this.addresses = addresses;
    this.wanted = wanted;
    this.wall = wall;
  }

  /**
   * As the flags and the environment name it.
   *
   * @throws OperatorException if an address or a symbol is none
   */
  static LiveExchange of(RunOptions options, Map<String, String> environment, InstantSource wall) {
    Set<Symbol> named = named(options);
    return new LiveExchange(
        addresses(options.market().exchange(), environment),
        () -> joined(named, symbols(configured(options).agents())),
        wall);
  }

  private static PortfolioSpec configured(RunOptions options) {
    return options.config() == null
        ? PortfolioFile.shipped()
        : PortfolioFile.read(options.config());
  }

  /**
   * The market of books.
   *
   * @param desk of the amplifier, which wants all coins that are traded much; null for none
   * @param others symbols wanted besides those of flag and configuration
   * @param held symbols in which the books have positions or orders
   * @throws OperatorException if the exchange gives no prices
   */
  QuotedMarket open(
      MarketSpec.Live spec,
      @Nullable AmplifierSettings desk,
      Set<Symbol> others,
      Set<Symbol> held) {
    Set<Symbol> known = joined(wanted.get(), others);
    LiveMarket market =
        LiveMarket.open(
            spec,
            addresses,
            exchange ->
                desk == null
                    ? known
                    : joined(known, AmplifierStack.coins(DayVolumes.read(exchange), desk)),
            held,
            wall);
    opened = market;
    return market;
  }

  /** The connection to the exchange; empty where its prices are not those that are traded on. */
  Optional<BinanceTransport> transport() {
    return Optional.ofNullable(opened).map(LiveMarket::transport);
  }

  static Set<Symbol> symbols(List<AgentSpec> agents) {
    return agents.stream()
        .flatMap(agent -> agent.symbols().stream())
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  @SafeVarargs
  private static Set<Symbol> joined(Set<Symbol>... all) {
    Set<Symbol> joined = new TreeSet<>();
    for (Set<Symbol> each : all) {
      joined.addAll(each);
    }
    return joined;
  }

  private static Set<Symbol> named(RunOptions options) {
    Set<Symbol> named = new TreeSet<>();
    for (String text : options.market().exchange().symbols()) {
      try {
        named.add(Symbol.of(text));
      } catch (IllegalArgumentException e) {
        throw new OperatorException(ExitCode.USAGE, "--symbols: %s.".formatted(e.getMessage()), e);
      }
    }
    return named;
  }

  private static LivePrices.Addresses addresses(
      MarketFlags.Exchange flags, Map<String, String> environment) {
    URI calls = chosen(flags.address(), CALLS, HttpAddress::of, environment);
    URI streams = chosen(flags.streams(), STREAMS, HttpAddress::ofStreams, environment);
    LivePrices.Addresses usual =
        calls == null ? LivePrices.Addresses.BINANCE : LivePrices.Addresses.of(calls);
    return streams == null ? usual : new LivePrices.Addresses(usual.calls(), streams);
  }

  private static @Nullable URI chosen(
      @Nullable URI flag,
      String variable,
      Function<String, URI> reader,
      Map<String, String> environment) {
    String named = environment.getOrDefault(variable, "");
    if (flag != null || named.isBlank()) {
      return flag;
    }
    try {
      return reader.apply(named);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT, "%s: %s.".formatted(variable, e.getMessage()), e);
    }
  }
}
