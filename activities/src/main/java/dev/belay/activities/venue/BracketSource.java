package dev.belay.activities.venue;

import dev.belay.activities.venue.BinanceTransport.Method;
import dev.belay.domain.market.Symbol;
import java.time.InstantSource;
import java.util.Map;

/** Where leverage brackets come from; the venue shows them to key holders only. */
public final class BracketSource {
  /** No brackets. */
  public static final BracketSource NONE = new BracketSource(Map::of);

  private interface Read {
    Map<Symbol, ExchangeInfo.Bracket> brackets();
  }

  private final Read read;

  private BracketSource(Read read) {
    this.read = read;
  }

  /** Brackets as the venue shows them to one account. */
  public static BracketSource of(
      BinanceTransport transport, VenueKeys keys, String account, InstantSource wall) {
    return new BracketSource(
        () ->
            ExchangeInfo.brackets(
                transport.signed(
                    Method.GET,
                    "/fapi/v1/leverageBracket",
                    Params.none(),
                    keys.keyOf(account),
                    wall.instant())));
  }

  /** Brackets of a venue that shows them to everybody, as the simulator does. */
  public static BracketSource open(BinanceTransport transport) {
    return new BracketSource(
        () -> ExchangeInfo.brackets(transport.get("/fapi/v1/leverageBracket", Params.none())));
  }

  /** Empty where the venue refuses to show them. */
  Map<Symbol, ExchangeInfo.Bracket> read() {
    try {
      return read.brackets();
    } catch (VenueException.Refused e) {
      return Map.of();
    }
  }
}
