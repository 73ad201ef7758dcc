package dev.belay.simulator.stream;

import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Depth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The book of a symbol, best prices first: invented for each candle, and live as much of it as is
 * quoted.
 *
 * @param updateId open time of the candle, with which the book changes and not before the next;
 *     live the time of the quote
 * @param at market time to which it is true
 */
public record Book(
    Symbol symbol, long updateId, long at, List<Depth.Level> bids, List<Depth.Level> asks) {

  /** The best levels of a side as the exchange writes them. */
  public static List<List<String>> shown(List<Depth.Level> levels, int most) {
    return levels.stream().limit(most).map(Book::row).toList();
  }

  /** What has become of a side since another candle: a level that is gone holds 0. */
  static List<List<String>> changed(List<Depth.Level> before, List<Depth.Level> now) {
    TreeMap<Long, Long> left = new TreeMap<>();
    before.forEach(level -> left.put(level.price(), level.quantity()));
    List<List<String>> rows = new ArrayList<>();
    for (Depth.Level level : now) {
      Long was = left.remove(level.price());
      if (was == null || was != level.quantity()) {
        rows.add(row(level));
      }
    }
    left.keySet().forEach(price -> rows.add(row(new Depth.Level(price, 0))));
    return rows;
  }

  private static List<String> row(Depth.Level level) {
    return List.of(plain(level.price()), plain(level.quantity()));
  }
}
