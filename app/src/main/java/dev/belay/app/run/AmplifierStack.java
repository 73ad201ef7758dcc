package dev.belay.app.run;

import dev.belay.activities.amplifier.DeskSummary;
import dev.belay.activities.amplifier.EvidenceSettings;
import dev.belay.activities.amplifier.EvidenceSource;
import dev.belay.activities.amplifier.MarketScan;
import dev.belay.activities.amplifier.ScanTable;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.config.AmplifierFile;
import dev.belay.app.config.AmplifierFile.Configured;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.strategies.amplifier.Universe;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The amplifier's desk in this process: its account, and what its steps need of the world. */
final class AmplifierStack implements AutoCloseable {
  static final String SYSTEM = "amplifier";

  private static final int SHOWN = 10;

  private final Configured configured;
  private final PortfolioSpec portfolio;
  private final MarketScan scan;
  private final List<EvidenceSource> sources;

  private AmplifierStack(
      Configured configured,
      PortfolioSpec portfolio,
      MarketScan scan,
      List<EvidenceSource> sources) {
    this.configured = configured;
    this.portfolio = portfolio;
    this.scan = scan;
    this.sources = sources;
  }

  /**
   * Makes the desk if it is asked for, or if the home has one.
   *
   * @throws OperatorException if there are too few coins for it
   */
  static Optional<AmplifierStack> of(
      RunOptions options, LedgerStack ledger, VenueMarket market, Map<String, String> environment) {
    if (!options.systems().contains(SYSTEM) && ledger.recovery.desks().isEmpty()) {
      return Optional.empty();
    }
    if (ledger.mode.isExchange()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected mode paper for the amplifier, was %s: it has no recorded history yet that would let it trade there; take a home of its own on paper."
              .formatted(ledger.mode));
    }
    Configured asked = configured(options);
    String kept = ledger.desks.configuration(asked.desk().name()).orElse(null);
    if (kept != null && options.systems().amplifier() != null && !kept.equals(text(options))) {
      System.err.println(
          "[amplifier] this home keeps the configuration it was begun with; %s is not read"
              .formatted(options.systems().amplifier()));
    }
    Configured configured = kept == null ? asked : AmplifierFile.parse(kept, "kept in the ledger");
    configured.desk().warnings().forEach(warning -> System.err.println("[amplifier] " + warning));
    List<Symbol> listed = market.data.instruments().stream().map(Instrument::symbol).toList();
    List<Symbol> universe =
        Universe.of(listed, configured.settings().scanner().exclusions()).symbols();
    configured
        .settings()
        .problemOfUniverse(universe.size())
        .ifPresent(
            problem -> {
              throw new OperatorException(ExitCode.BAD_INPUT, problem + ".");
            });
    DeskSpec desk = configured.desk();
    ledger.desks.seed(desk, universe, text(options), market.data.time().now());
    boolean simulated = market.shown().kind().equals("synthetic");
    return Optional.of(
        new AmplifierStack(
            configured,
            desk.portfolio(universe),
            new MarketScan(
                market.data,
                ledger.deskAccounts,
                ledger.cycles,
                ledger.contents,
                configured.settings()),
            (simulated ? EvidenceSettings.NONE : EvidenceSettings.SHIPPED)
                .sources(name -> Optional.ofNullable(environment.get(name)))));
  }

  /** The desk that a new home gets. */
  static Configured configured(RunOptions options) {
    Path file = options.systems().amplifier();
    return file == null ? AmplifierFile.shipped() : AmplifierFile.read(file);
  }

  private static String text(RunOptions options) {
    Path file = options.systems().amplifier();
    return file == null ? AmplifierFile.shippedText() : PrivateFiles.read(file);
  }

  String desk() {
    return configured.desk().name();
  }

  /** As the ledger's rules see it. */
  PortfolioSpec portfolio() {
    return portfolio;
  }

  void register(Workers workers) {
    var unused = workers.desk(scan, sources);
  }

  DeskGuard guard(Foundation base) {
    return DeskGuard.start(base, configured.settings());
  }

  /** The best of a scan, in a few words each. */
  static DeskSummary.Ranking ranking(ScanTable table) {
    return new DeskSummary.Ranking(
        table.funnel().getOrDefault("universe", 0),
        table.funnel().getOrDefault("amplifying", 0),
        table.ranking().stream()
            .limit(SHOWN)
            .map(coin -> "%s %.1f".formatted(coin.symbol(), coin.score()).toUpperCase(Locale.ROOT))
            .toList());
  }

  @Override
  public void close() {
    scan.close();
  }
}
