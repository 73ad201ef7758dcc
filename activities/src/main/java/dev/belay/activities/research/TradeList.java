package dev.belay.activities.research;

import dev.belay.engine.backtest.RoundTrip;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Closed trades as CSV: amounts with all their decimals, times in UTC. */
public final class TradeList {
  private static final String HEADER =
      "symbol,direction,entry_time,entry_price,exit_time,exit_price,quantity,pnl,fees,funding,net,bars,exit\n";

  private TradeList() {}

  /** In their order, with a header. */
  public static String csv(List<RoundTrip> trips) {
    StringBuilder text = new StringBuilder(HEADER);
    for (RoundTrip trip : trips) {
      text.append(trip.symbol())
          .append(',')
          .append(trip.direction().name().toLowerCase(Locale.ROOT))
          .append(',')
          .append(Instant.ofEpochMilli(trip.entryTime()))
          .append(',')
          .append(Figures.plain(trip.entryPrice()))
          .append(',')
          .append(Instant.ofEpochMilli(trip.exitTime()))
          .append(',')
          .append(Figures.plain(trip.exitPrice()))
          .append(',')
          .append(Figures.plain(trip.quantity()))
          .append(',')
          .append(Figures.plain(trip.pnl()))
          .append(',')
          .append(Figures.plain(trip.fees()))
          .append(',')
          .append(Figures.plain(trip.funding()))
          .append(',')
          .append(Figures.plain(trip.net()))
          .append(',')
          .append(trip.bars())
          .append(',')
          .append(trip.exit().name().toLowerCase(Locale.ROOT))
          .append('\n');
    }
    return text.toString();
  }
}
