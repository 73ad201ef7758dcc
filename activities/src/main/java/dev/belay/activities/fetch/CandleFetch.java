package dev.belay.activities.fetch;

import dev.belay.activities.venue.CandlePages;
import dev.belay.activities.venue.VenueException;
import dev.belay.data.CandleSeries;
import dev.belay.data.CandleStore;
import dev.belay.data.CandlesRefused;
import dev.belay.data.StoreUpdate;
import dev.belay.data.StoredCandles;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a store lacks into it: whole past months from an archive, the rest a page at a time
 * from the venue. Each month and page is put into the store as it comes, so what ends a fetch costs
 * the one under way. What is there is not asked for, and what the venue does not have stays a gap.
 */
public final class CandleFetch {
  // Up to so many candles a series is written anew with every page; a larger one when it has been
  // fetched for ten times as long as writing takes.
  private static final int SMALL = 100_000;
  private static final int SHARE = 10;

  private final CandleStore store;
  private final CandlePages pages;
  private final @Nullable CandleArchive archive;
  private final FetchProgress progress;
  private final Patience patience;

  /**
   * @param archive where whole months come from; null to do without
   */
  public CandleFetch(
      CandleStore store,
      CandlePages pages,
      @Nullable CandleArchive archive,
      Pause pause,
      FetchProgress progress) {
    this.store = store;
    this.pages = pages;
    this.archive = archive;
    this.progress = progress;
    this.patience = new Patience(pause, progress);
  }

  /**
   * What is wanted.
   *
   * @param from open of the first candle; null to go on behind the last one that is stored, or
   *     begin with the first there ever was
   * @param to open of the candle behind the last; null for all that have closed
   */
  public record Wanted(
      SortedSet<Symbol> symbols, Interval interval, @Nullable Instant from, @Nullable Instant to) {}

  /**
   * What became of a symbol.
   *
   * @param candles as they are stored now; null if there are none
   * @param months that came from the archive
   * @param calls for candles that the venue answered
   */
  public record Fetched(
      Symbol symbol, @Nullable Candles candles, int added, int months, int calls) {}

  /**
   * Fetches one symbol after the other.
   *
   * @throws FetchException if it ended early; what came before is stored
   * @throws CandlesRefused if the store can't take it
   */
  public List<Fetched> run(Wanted wanted) {
    Instant now = patience.ask(this::now);
    List<Fetched> all = new ArrayList<>();
    for (Symbol symbol : wanted.symbols()) {
      all.add(new Series(symbol, wanted, now).run());
    }
    return all;
  }

  private Instant now() {
    try {
      return pages.now();
    } catch (VenueException.Refused e) {
      // Mirrors of the candles alone do not tell the time.
      return Instant.now();
    }
  }

  /** One symbol's way from the first candle that is missing to the last. */
  private final class Series {
    private final Symbol symbol;
    private final Interval interval;
    private final long step;
    private final long end;
    private final @Nullable Instant from;
    private final List<Candle> pending = new ArrayList<>();
    private @Nullable Candles stored;
    private @Nullable YearMonth notArchived;
    private long begin;
    private long kept = System.nanoTime();
    private long cost;
    private int added;
    private int archived;
    private int calls;

    Series(Symbol symbol, Wanted wanted, Instant now) {
      this.symbol = symbol;
      this.interval = wanted.interval();
      this.step = interval.millis();
      this.from = wanted.from();
      // Of a candle that has not closed nothing is known.
      long closed = interval.floor(now).toEpochMilli();
      Instant to = wanted.to();
      this.end = to == null ? closed : Math.min(ceiling(to), closed);
    }

    Fetched run() {
      stored = stored();
      begin = begin();
      try {
        long at = missing(begin);
        while (at < end) {
          at = missing(next(at));
        }
      } finally {
        keep();
      }
      return new Fetched(symbol, stored, added, archived, calls);
    }

    /** Where the wanted candles begin. */
    private long begin() {
      Instant given = from;
      if (given != null) {
        return ceiling(given);
      }
      Candles there = stored;
      if (there != null && !there.isEmpty()) {
        return there.closeTime(there.size() - 1);
      }
      List<Candle> first = page(0, end);
      if (first.isEmpty()) {
        return end;
      }
      Instant open = first.getFirst().openTime();
      // The archive's first month begins with the first candle, not before it.
      return archive == null ? open.toEpochMilli() : start(month(open.toEpochMilli()));
    }

    /** Takes what begins at the time; says up to where all is there that there is. */
    private long next(long at) {
      YearMonth month = month(at);
      long next = start(month.plusMonths(1));
      boolean whole = at == start(month) && next <= end && lacks(at, next);
      CandleArchive months = archive;
      if (months != null && whole && !month.equals(notArchived)) {
        Optional<List<Candle>> candles = patience.ask(() -> months.month(symbol, interval, month));
        if (candles.isPresent()) {
          archived++;
          return came(candles.get(), next);
        }
        notArchived = month;
      }
      // What precedes a month that the archive may have is not to reach into it.
      boolean free = archive == null || month.equals(notArchived);
      long until = free ? stored(at, end) : stored(at, Math.min(next, end));
      List<Candle> candles = page(at, until);
      boolean full = candles.size() == CandlePages.MOST;
      return came(candles, full ? candles.getLast().openTime().toEpochMilli() + step : until);
    }

    private long came(List<Candle> candles, long until) {
      pending.addAll(candles);
      Candles there = stored;
      boolean small = there == null || there.size() < SMALL;
      if (small || System.nanoTime() - kept > SHARE * cost) {
        keep();
      }
      progress.came(symbol, instant(begin), instant(until), instant(end), candles.size());
      return until;
    }

    private List<Candle> page(long at, long until) {
      List<Candle> page =
          patience.ask(
              () -> {
                List<Candle> answer = pages.page(symbol, interval, instant(at), instant(until));
                for (Candle candle : answer) {
                  long open = candle.openTime().toEpochMilli();
                  if (open < at || open >= until || open % step != 0) {
                    throw new VenueException.Unknown(
                        "Expected candles of %s %s from %s to %s, found one at %s"
                            .formatted(
                                symbol, interval, instant(at), instant(until), candle.openTime()));
                  }
                }
                return answer;
              });
      calls++;
      return page;
    }

    /** Puts what has come into the store, whole. */
    private void keep() {
      if (pending.isEmpty()) {
        return;
      }
      long began = System.nanoTime();
      CandleSeries series = Rows.series(symbol, interval, pending);
      pending.clear();
      try (StoreUpdate update = store.update()) {
        added += update.add(series, series.digest(), false).added();
        update.publish();
      }
      stored = stored();
      kept = System.nanoTime();
      cost = kept - began;
    }

    private @Nullable Candles stored() {
      NavigableSet<Interval> intervals = store.contents().get(symbol);
      if (intervals == null || !intervals.contains(interval)) {
        return null;
      }
      StoredCandles candles = store.candles(symbol, interval);
      candles.verify();
      if (candles.isDerived()) {
        throw new CandlesRefused(
            "Expected no resampled candles of %s %s in %s, but there are %d. Fetch into another store."
                .formatted(symbol, interval, store.path(), candles.size()));
      }
      return candles;
    }

    /** The first time from here on that is not stored. */
    private long missing(long at) {
      Candles there = stored;
      if (there == null) {
        return at;
      }
      long open = at;
      for (int i = there.ceilingIndex(at); i < there.size() && there.openTime(i) == open; i++) {
        open += step;
      }
      return open;
    }

    /** The first time from here on that is stored, or the end. */
    private long stored(long at, long until) {
      Candles there = stored;
      int index = there == null ? 0 : there.ceilingIndex(at);
      return there == null || index == there.size()
          ? until
          : Math.min(until, there.openTime(index));
    }

    private boolean lacks(long at, long until) {
      return stored(at, until) == until;
    }

    private long ceiling(Instant time) {
      return Math.ceilDiv(time.toEpochMilli(), step) * step;
    }
  }

  private static YearMonth month(long time) {
    return YearMonth.from(instant(time).atZone(ZoneOffset.UTC));
  }

  private static long start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
