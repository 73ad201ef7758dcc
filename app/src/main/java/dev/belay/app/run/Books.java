package dev.belay.app.run;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.portfolio.TradingTerms;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Postgres with the ledger in it, which are there before any venue is. */
final class Books implements AutoCloseable {
  private final Closeables started = new Closeables();
  final InstantSource wall = InstantSource.system();
  final Failpoints failpoints;
  final PostgresServer postgres;
  final LedgerStack ledger;

  Books(RunOptions options, BelayHome home, CacheFolder cache, Map<String, String> environment) {
    @Nullable TradingTerms asked =
        options.config() == null ? null : PortfolioFile.terms(options.config()).orElse(null);
    failpoints = PaperVenueStack.armed(options.failpoints(), environment);
    try {
      postgres = started.add(PostgresServer.start(home, cache, environment));
      ledger = started.add(new LedgerStack(postgres, asked, failpoints, wall, Version.text()));
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  @Override
  public void close() {
    started.close();
  }
}
