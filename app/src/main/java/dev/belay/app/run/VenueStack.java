package dev.belay.app.run;

import dev.belay.activities.venue.BinanceTransport;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.time.InstantSource;
import java.util.Optional;

/** The books, and the venue whose orders they are of: all that holds state but Temporal. */
sealed interface VenueStack extends AutoCloseable permits PaperVenueStack, ExchangeVenueStack {

  LedgerStack ledger();

  VenueMarket market();

  VenueAccess access();

  /**
   * The connection to the exchange whose prices are traded on, for public questions; empty where
   * prices are simulated or a test network's, which are nothing to research.
   */
  Optional<BinanceTransport> prices();

  Failpoints failpoints();

  InstantSource wall();

  /** The ledger has the fund now. */
  void begun(PortfolioSpec portfolio);

  @Override
  void close();
}
