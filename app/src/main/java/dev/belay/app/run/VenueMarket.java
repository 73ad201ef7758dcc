package dev.belay.app.run;

import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.MarketClockSource;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.activities.venue.SimulatorClock;
import dev.belay.activities.venue.SimulatorClock.SimulatedMarket;
import dev.belay.activities.venue.VenueException;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.market.Interval;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.time.MarketTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What a venue shows to everybody who knows its address: its clock and its prices. */
final class VenueMarket implements AutoCloseable {
  /** An exchange is asked by the weight of the question. */
  private static final Duration EXCHANGE_QUOTES = Duration.ofSeconds(2);

  final BinanceTransport transport;
  final RestMarketData data;

  /** The length of its base candles. */
  final Interval interval;

  private final Supplier<SimulatedMarket> shown;

  private VenueMarket(
      BinanceTransport transport,
      RestMarketData data,
      Interval interval,
      Supplier<SimulatedMarket> shown) {
    this.transport = transport;
    this.data = data;
    this.interval = interval;
    this.shown = shown;
  }

  /**
   * Connects to a simulator and asks it which market it is.
   *
   * @throws OperatorException if it does not answer
   */
  static VenueMarket simulated(URI address) {
    BinanceTransport transport = transport(address, VenueProfile.PAPER);
    SimulatorClock clock = new SimulatorClock(transport);
    try {
      return new VenueMarket(
          transport,
          new RestMarketData(transport, clock, BracketSource.open(transport)),
          clock.market().interval(),
          clock::market);
    } catch (VenueException e) {
      transport.close();
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected a simulated exchange at %s, but: %s; start it with `belay simulator`, or put --simulator or BELAY_SIMULATOR_URL right."
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /**
   * The market of an exchange: its time is the wall clock's.
   *
   * @param label to be shown wherever its prices are
   * @param began wall time at which trading on it began
   */
  static VenueMarket exchange(
      BinanceTransport transport,
      BracketSource brackets,
      InstantSource wall,
      String label,
      Instant began) {
    Interval interval = Interval.of("1m");
    return new VenueMarket(
        transport,
        new RestMarketData(transport, MarketClockSource.wall(wall), brackets, EXCHANGE_QUOTES),
        interval,
        () ->
            new SimulatedMarket(
                new MarketTime(wall.instant(), 1, false),
                "live",
                Optional.of(began),
                Optional.empty(),
                interval,
                label,
                Optional.empty()));
  }

  static BinanceTransport transport(URI address, VenueProfile profile) {
    return new BinanceTransport(BinanceTransport.Settings.of(address, profile.receiveWindow()));
  }

  /** Which market it is, and what time it is there. */
  SimulatedMarket shown() {
    return shown.get();
  }

  @Override
  public void close() {
    transport.close();
  }
}
