package dev.belay.activities.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Quotes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fundings that an exchange has settled, of symbols that somebody asked for: once from then on, and
 * again after each stamp until it is in the exchange's list. Thread-safe.
 */
final class SettledFundings {
  /** The list may come so much later than the stamp, in milliseconds. */
  private static final long LATE = 5_000;

  private static final long ASK_EVERY = 15_000;
  private static final int MOST = 1_000;

  private final BinanceTransport transport;
  private final Function<Symbol, LivePrices.@Nullable Mark> marks;
  private final Map<Symbol, Series> all = new ConcurrentHashMap<>();

  /** Of one symbol; guarded by itself. */
  private static final class Series {
    private final long after;
    private List<Quotes.Funding> known = List.of();
    private long due;
    private long asked;

    private Series(long after) {
      this.after = after;
    }
  }

  /**
   * @param marks the symbol's latest mark price, which says when funding is next
   */
  SettledFundings(BinanceTransport transport, Function<Symbol, LivePrices.@Nullable Mark> marks) {
    this.transport = transport;
    this.marks = marks;
  }

  /** Those after the time, as far as they are known yet, oldest first. */
  List<Quotes.Funding> after(Symbol symbol, long after) {
    Series series =
        all.compute(symbol, (s, old) -> old == null || after < old.after ? new Series(after) : old);
    synchronized (series) {
      return series.known.stream().filter(each -> each.at() > after).toList();
    }
  }

  /** Nothing is settled of the symbol any more. */
  void remove(Symbol symbol) {
    all.remove(symbol);
  }

  /**
   * Asks for what is due; whether there is something new.
   *
   * @throws VenueException if the exchange does not answer
   */
  boolean ask(long now) {
    boolean news = false;
    for (Map.Entry<Symbol, Series> each : all.entrySet()) {
      Series series = each.getValue();
      long from;
      synchronized (series) {
        if (now < series.due + LATE || now - series.asked < ASK_EVERY) {
          continue;
        }
        series.asked = now;
        from = series.known.isEmpty() ? series.after : series.known.getLast().at();
      }
      LivePrices.Mark mark = marks.apply(each.getKey());
      List<Quotes.Funding> found = settled(each.getKey(), from, mark == null ? 0 : mark.mark());
      synchronized (series) {
        series.known = Stream.concat(series.known.stream(), found.stream()).toList();
        // What was due and is not in the list yet is asked for again.
        if (mark != null && (series.due == 0 || !found.isEmpty())) {
          series.due = Math.max(mark.nextFunding(), now + 60_000);
        }
      }
      news |= !found.isEmpty();
    }
    return news;
  }

  private List<Quotes.Funding> settled(Symbol symbol, long after, long nearest) {
    Params params = Params.of("symbol", symbol).with("startTime", after + 1).with("limit", MOST);
    return transport.get("/fapi/v1/fundingRate", params).list().stream()
        .map(row -> row.checked(fields -> QuoteReader.funding(fields, nearest)))
        .filter(funding -> funding.at() > after)
        .sorted(Comparator.comparingLong(Quotes.Funding::at))
        .toList();
  }
}
