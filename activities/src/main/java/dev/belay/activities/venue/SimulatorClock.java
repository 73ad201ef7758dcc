package dev.belay.activities.venue;

import dev.belay.domain.market.Interval;
import dev.belay.domain.time.MarketTime;
import java.time.Instant;
import java.util.Optional;

/** The simulator's market clock and what it says about its market. */
public final class SimulatorClock implements MarketClockSource {
  private final BinanceTransport transport;

  public SimulatorClock(BinanceTransport transport) {
    this.transport = transport;
  }

  @Override
  public MarketTime read() {
    return market().time();
  }

  /** The market the simulator runs now. */
  public SimulatedMarket market() {
    Fields answer = transport.get("/sim/v1/clock", Params.none());
    int speed = answer.count("speed");
    if (speed < 1) {
      throw new VenueException.Unknown("GET /sim/v1/clock: expected a speed of at least 1");
    }
    return new SimulatedMarket(
        new MarketTime(answer.millis("market_time_ms"), speed, answer.flag("ended")),
        answer.text("kind"),
        answer.optional("from_ms", fields -> fields.millis("from_ms")),
        answer.optional("to_ms", fields -> fields.millis("to_ms")),
        interval(answer),
        answer.text("label"),
        answer.optional("feed", SimulatorClock::feed));
  }

  private static PriceFeed feed(Fields answer) {
    Fields feed = new Fields(answer.node().get("feed"), answer.where() + ".feed");
    return new PriceFeed(
        feed.optional("heard_ms", fields -> fields.millis("heard_ms")),
        feed.flag("streaming"),
        feed.number("refused"),
        feed.text("detail"));
  }

  private static Interval interval(Fields answer) {
    String code = answer.text("interval");
    try {
      return Interval.of(code);
    } catch (IllegalArgumentException e) {
      throw new VenueException.Unknown("GET /sim/v1/clock: " + e.getMessage(), e);
    }
  }

  /**
   * @param kind synthetic, replay or live
   * @param from market time at which the simulated market began; empty where it has no beginning
   * @param to market time at which it ends; empty where it has no end
   * @param interval of its base candles
   * @param label to be shown wherever its prices are
   * @param feed of live prices; empty where the venue makes them
   */
  public record SimulatedMarket(
      MarketTime time,
      String kind,
      Optional<Instant> from,
      Optional<Instant> to,
      Interval interval,
      String label,
      Optional<PriceFeed> feed) {}

  /**
   * How live prices come in.
   *
   * @param heard wall time since which no price is older; empty while one is missing
   * @param streaming whether they are streamed; else they are asked for
   * @param refused messages that were no prices, since the venue's start
   */
  public record PriceFeed(
      Optional<Instant> heard, boolean streaming, long refused, String detail) {}
}
