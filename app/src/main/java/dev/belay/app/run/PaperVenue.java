package dev.belay.app.run;

import dev.belay.activities.venue.BinanceStreams;
import dev.belay.activities.venue.BinanceVenue;
import dev.belay.activities.venue.ClockCheck;
import dev.belay.activities.venue.SimulatorAccounts;
import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.activities.venue.SimulatorTransfers;
import dev.belay.domain.order.VenueProfile;
import dev.belay.ledger.Roster;
import java.time.InstantSource;

/** What the paper venue does for who has its secret: accounts, orders, transfers, its record. */
final class PaperVenue {
  final SimulatorAccounts accounts;
  final SimulatorAudit audit;
  final SimulatorTransfers transfers;
  final BinanceVenue trading;
  final BinanceStreams streams;

  /**
   * @param roster knows what an account is credited with when it is opened, at its first use
   */
  PaperVenue(VenueMarket market, String secret, Roster roster, InstantSource wall) {
    accounts = new SimulatorAccounts(market.transport, secret, roster::deposit);
    audit = new SimulatorAudit(market.transport, secret);
    transfers = new SimulatorTransfers(market.transport, accounts, secret);
    trading =
        new BinanceVenue(
            market.transport,
            accounts,
            wall,
            new ClockCheck(market.transport, wall, VenueProfile.PAPER.allowedSkew()));
    streams = BinanceStreams.besides(market.transport, accounts);
  }

  VenueAccess access() {
    return new VenueAccess(trading, streams, transfers);
  }
}
