package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks through candles to the end and tells everything that is wrong with them or strange in them;
 * nothing is put right.
 */
public final class CandleAudit {
  /** Of each kind so many findings of a file are told one by one; all are counted. */
  public static final int TOLD = 100;

  private static final long NO_TIME = Long.MIN_VALUE;

  private final Path file;
  private final Symbol symbol;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private final List<Finding> findings = new ArrayList<>();
  private int rows;

  private CandleAudit(Path file, Symbol symbol) {
    this.file = file;
    this.symbol = symbol;
  }

  /** What can be found. Those that are unusable make an import refuse the file. */
  public enum Kind {
    /** A line, or the file, that can't be read. */
    MALFORMED(true),
    /** A price or volume that none can be, such as NaN or 0, or a high below the low. */
    IMPOSSIBLE(true),
    /** A time that was there before. */
    DUPLICATE(true),
    /** A time before that of an earlier line. */
    UNSORTED(true),
    /** A time that is no multiple of the interval, or an interval that Belay does not know. */
    OFF_GRID(true),
    /** A file of a store whose bytes are not those that were written. */
    DAMAGED(true),
    /** Candles that are missing. */
    GAP(false),
    /** Nothing was traded. */
    ZERO_VOLUME(false),
    /** A close more than half above or below the one before. */
    JUMP(false);

    private final boolean unusable;

    Kind(boolean unusable) {
      this.unusable = unusable;
    }

    public boolean isUnusable() {
      return unusable;
    }
  }

  /**
   * One thing that was found.
   *
   * @param line counted from 1; 0 in a store, or when it is about the file as a whole
   * @param time open of the candle, where it could be read
   * @param value what was found
   * @param expected what is right, as "at least open, low and close"
   */
  public record Finding(
      Kind kind, int line, @Nullable Instant time, String value, String expected) {}

  /**
   * Everything about a file.
   *
   * @param interval null where it can't be told
   * @param candles lines that hold a candle, whether in order or not
   * @param first open of the first candle that is usable; null where there is none
   * @param missing candles absent in all gaps together
   * @param counts of every kind that was found
   * @param findings in order of kind and line, at most {@value #TOLD} of a kind
   */
  public record Report(
      Path file,
      Symbol symbol,
      @Nullable Interval interval,
      int candles,
      @Nullable Instant first,
      @Nullable Instant last,
      long missing,
      Map<Kind, Integer> counts,
      List<Finding> findings) {
    public int count(Kind kind) {
      return counts.getOrDefault(kind, 0);
    }

    /** Whether an import takes it. */
    public boolean isUsable() {
      return counts.keySet().stream().noneMatch(Kind::isUnusable);
    }
  }

  /**
   * Looks through a file of candles.
   *
   * @throws java.io.UncheckedIOException if it can't be read
   */
  public static Report of(Path file, Symbol symbol) {
    return new CandleAudit(file, symbol).file();
  }

  /**
   * Looks through candles of a store, and holds every byte against the checksums.
   *
   * @throws java.io.UncheckedIOException if they can't be read
   */
  public static Report of(CandleStore store, Symbol symbol, Interval interval) {
    return new CandleAudit(store.file(symbol, interval), symbol).stored(store, interval);
  }

  private Report file() {
    Kept kept = new Kept();
    try (CandleText text = CandleText.open(file)) {
      while (isNext(text)) {
        take(text, kept);
      }
    } catch (BadCandleFile e) {
      find(Kind.MALFORMED, e.line(), NO_TIME, e.value(), e.field() + " " + e.expected());
    }
    return judge(kept);
  }

  /** Goes on to the next line that holds a candle. */
  private boolean isNext(CandleText text) {
    while (true) {
      try {
        return text.next();
      } catch (BadCandleFile e) {
        if (e.line() == 0) {
          // The file itself ends in the middle.
          throw e;
        }
        rows++;
        find(kind(e), e.line(), NO_TIME, e.value(), e.field() + " " + e.expected());
      }
    }
  }

  private static Kind kind(BadCandleFile e) {
    boolean value = CandleText.COLUMNS.indexOf(e.field()) > 0 && !e.value().isEmpty();
    return value ? Kind.IMPOSSIBLE : Kind.MALFORMED;
  }

  private void take(CandleText text, Kept kept) {
    rows++;
    if (kept.size > 0 && text.time <= kept.last()) {
      boolean again = kept.has(text.time);
      find(
          again ? Kind.DUPLICATE : Kind.UNSORTED,
          text.line(),
          text.time,
          "" + text.time,
          again ? "open_time_ms only once" : "open_time_ms after %d".formatted(kept.last()));
      return;
    }
    kept.add(text.line(), text.time, text.close, text.volume);
  }

  private Report stored(CandleStore store, Interval interval) {
    Kept kept = new Kept();
    kept.interval = interval;
    try {
      StoredCandles candles = store.candles(symbol, interval);
      candles.verify();
      take(candles, kept);
    } catch (BadCandleFile e) {
      find(Kind.DAMAGED, 0, NO_TIME, e.value(), e.field() + " " + e.expected());
    }
    return judge(kept);
  }

  /** A file that is whole has what an import put in: in order, and possible. */
  private void take(StoredCandles candles, Kept kept) {
    rows = candles.size();
    for (int i = 0; i < rows; i++) {
      kept.add(0, candles.openTime(i), candles.close(i), candles.volume(i));
    }
  }

  /** Looks at what only candles together show. */
  private Report judge(Kept kept) {
    Interval interval = kept.interval == null ? interval(kept) : kept.interval;
    long missing = 0;
    for (int i = 0; i < kept.size; i++) {
      long time = kept.times[i];
      if (interval != null && time % interval.millis() != 0) {
        find(
            Kind.OFF_GRID,
            kept.lines[i],
            time,
            "" + time,
            "open_time_ms as a multiple of the interval " + interval);
      }
      if (kept.volumes[i] == 0) {
        find(Kind.ZERO_VOLUME, kept.lines[i], time, "0", "volume above 0");
      }
      if (i > 0) {
        missing += interval == null ? 0 : gap(kept, i, interval);
        jump(kept, i);
      }
    }
    findings.sort(Comparator.comparing(Finding::kind).thenComparingInt(Finding::line));
    return new Report(
        file,
        symbol,
        interval,
        rows,
        kept.size == 0 ? null : Instant.ofEpochMilli(kept.times[0]),
        kept.size == 0 ? null : Instant.ofEpochMilli(kept.last()),
        missing,
        counts,
        findings);
  }

  private @Nullable Interval interval(Kept kept) {
    if (kept.size < 2) {
      if (counts.isEmpty()) {
        find(
            Kind.MALFORMED, 0, NO_TIME, "" + kept.size, "rows of 2 at least, to tell the interval");
      }
      return null;
    }
    Steps steps = new Steps();
    for (int i = 1; i < kept.size; i++) {
      steps.add(kept.times[i] - kept.times[i - 1]);
    }
    long step = steps.common();
    Interval interval = Steps.interval(step);
    if (interval == null) {
      find(
          Kind.OFF_GRID,
          0,
          NO_TIME,
          step + " ms",
          "most common step of one of " + Arrays.toString(Interval.values()));
    }
    return interval;
  }

  private long gap(Kept kept, int i, Interval interval) {
    long step = interval.millis();
    long expected = kept.times[i - 1] + step;
    long absent = (kept.times[i] - expected) / step;
    if (absent > 0) {
      find(
          Kind.GAP,
          kept.lines[i],
          kept.times[i],
          "%d missing".formatted(absent),
          "a candle at " + Instant.ofEpochMilli(expected));
    }
    return Math.max(0, absent);
  }

  private void jump(Kept kept, int i) {
    long before = kept.closes[i - 1];
    long close = kept.closes[i];
    if (Math.abs(close - before) > before / 2) {
      find(
          Kind.JUMP,
          kept.lines[i],
          kept.times[i],
          CandleText.plain(close),
          "a close within 50 % of the one before, " + CandleText.plain(before));
    }
  }

  private void find(Kind kind, int line, long time, String value, String expected) {
    if (counts.merge(kind, 1, Integer::sum) <= TOLD) {
      Instant at = time == NO_TIME ? null : Instant.ofEpochMilli(time);
      findings.add(new Finding(kind, line, at, value, expected));
    }
  }

  /** What of each usable candle is needed to see it beside others. */
  private static final class Kept {
    private @Nullable Interval interval;
    private int size;
    private int[] lines = new int[1024];
    private long[] times = new long[1024];
    private long[] closes = new long[1024];
    private long[] volumes = new long[1024];

    void add(int line, long time, long close, long volume) {
      if (size == times.length) {
        lines = Arrays.copyOf(lines, size * 2);
        times = Arrays.copyOf(times, size * 2);
        closes = Arrays.copyOf(closes, size * 2);
        volumes = Arrays.copyOf(volumes, size * 2);
      }
      lines[size] = line;
      times[size] = time;
      closes[size] = close;
      volumes[size++] = volume;
    }

    long last() {
      return times[size - 1];
    }

    boolean has(long time) {
      return Arrays.binarySearch(times, 0, size, time) >= 0;
    }
  }
}
