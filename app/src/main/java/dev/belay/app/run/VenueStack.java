package dev.belay.app.run;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.time.InstantSource;

/** The books, and the venue whose orders they are of: all that holds state but Temporal. */
sealed interface VenueStack extends AutoCloseable permits PaperVenueStack, ExchangeVenueStack {

  LedgerStack ledger();

  VenueMarket market();

  VenueAccess access();

  Failpoints failpoints();

  InstantSource wall();

  /** The ledger has the fund now. */
  void begun(PortfolioSpec portfolio);

  @Override
  void close();
}
