package dev.belay.app.run;

import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.activities.venue.SimulatorClock;
import dev.belay.activities.venue.VenueException;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.market.Interval;
import java.net.URI;

/** What the paper venue shows to everybody who knows its address: its clock and its prices. */
final class PaperMarket implements AutoCloseable {
  final BinanceTransport transport;
  final SimulatorClock clock;
  final RestMarketData data;

  /** The length of its base candles. */
  final Interval interval;

  /**
   * Opens a connection and asks it which market it is.
   *
   * @throws OperatorException if it does not answer
   */
  PaperMarket(URI address) {
    transport =
        new BinanceTransport(
            BinanceTransport.Settings.of(address, PaperVenueStack.PROFILE.receiveWindow()));
    clock = new SimulatorClock(transport);
    data = new RestMarketData(transport, clock, BracketSource.open(transport));
    try {
      interval = clock.market().interval();
    } catch (VenueException e) {
      transport.close();
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected a simulated exchange at %s, but: %s; start it with `belay simulator`, or put --simulator or BELAY_SIMULATOR_URL right."
              .formatted(address, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
