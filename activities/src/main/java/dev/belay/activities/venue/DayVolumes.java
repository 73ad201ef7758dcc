package dev.belay.activities.venue;

import dev.belay.domain.market.Symbol;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What was traded of each symbol in the last 24 hours, as an exchange tells everybody. */
public final class DayVolumes {
  private DayVolumes() {}

  /**
   * Asks once for all.
   *
   * @return USDT by symbol; without contracts that have a day of delivery
   * @throws VenueException if the exchange does not tell
   */
  public static Map<Symbol, BigDecimal> read(BinanceTransport transport) {
    Map<Symbol, BigDecimal> volumes = new TreeMap<>();
    for (Fields row : transport.get("/fapi/v1/ticker/24hr", Params.none()).list()) {
      if (row.text("symbol").matches("[A-Z0-9]{2,20}")) {
        volumes.put(row.symbol("symbol"), row.decimal("quoteVolume"));
      }
    }
    return volumes;
  }
}
