package dev.belay.activities.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.activities.venue.LivePrices.Mark;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Touch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest prices of some symbols, from what is told and what is answered. What is no price is
 * refused and counted, and the price before stays. Thread-safe.
 */
final class PriceBoard {
  private static final Logger log = LoggerFactory.getLogger(PriceBoard.class);
  private static final Duration FUTURE = Duration.ofSeconds(60);

  /** In place of an event's time: it counts whatever was told before, and whatever comes next. */
  private static final long ANSWERED = 0;

  private final InstantSource wall;
  private final Map<Symbol, Entry> entries = new ConcurrentSkipListMap<>();
  private final Set<Symbol> removed = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong version = new AtomicLong();
  private final AtomicLong latest = new AtomicLong();
  private volatile String lastRefusal = "";
  private volatile long skew;

  /** What is known of a symbol; guarded by itself. */
  private static final class Entry {
    private QuoteReader.@Nullable Book book;
    private @Nullable Mark mark;
    private @Nullable Touch touch;
    private long bookEvent;
    private long markEvent;

    synchronized long bookHeard() {
      return book == null ? 0 : book.heard();
    }

    synchronized long markHeard() {
      return mark == null ? 0 : mark.heard();
    }

    synchronized @Nullable Touch touch() {
      return touch;
    }

    synchronized @Nullable Mark mark() {
      return mark;
    }
  }

  PriceBoard(Collection<Symbol> symbols, InstantSource wall) {
    this.wall = wall;
    symbols.forEach(symbol -> entries.put(symbol, new Entry()));
  }

  Set<Symbol> symbols() {
    return entries.keySet();
  }

  /** What is told of the symbol from now on is not wanted. */
  void remove(Symbol symbol) {
    removed.add(symbol);
    entries.remove(symbol);
  }

  /** What is told of the symbol is wanted again. */
  void add(Symbol symbol) {
    entries.putIfAbsent(symbol, new Entry());
    removed.remove(symbol);
  }

  @Nullable Touch touch(Symbol symbol) {
    Entry entry = entries.get(symbol);
    return entry == null ? null : entry.touch();
  }

  @Nullable Mark mark(Symbol symbol) {
    Entry entry = entries.get(symbol);
    return entry == null ? null : entry.mark();
  }

  /** Wall time to which quote and mark price of the symbol are true; 0 while one is missing. */
  long heard(Symbol symbol) {
    Entry entry = entries.get(symbol);
    return entry == null ? 0 : Math.min(entry.bookHeard(), entry.markHeard());
  }

  /** Wall time since which no quote is older; 0 while one is missing. */
  long booksHeard() {
    return least(Entry::bookHeard);
  }

  /** Wall time since which no mark price is older; 0 while one is missing. */
  long marksHeard() {
    return least(Entry::markHeard);
  }

  private long least(ToLongFunction<Entry> heard) {
    return entries.values().stream().mapToLong(heard).min().orElse(0);
  }

  long version() {
    return version.get();
  }

  long latest() {
    return latest.get();
  }

  long refused() {
    return refused.get();
  }

  String lastRefusal() {
    return lastRefusal;
  }

  /**
   * @param ahead how far the exchange's clock is ahead of ours, in milliseconds
   */
  void skew(long ahead) {
    skew = ahead;
  }

  /** There is something new besides prices. */
  void news() {
    latest.accumulateAndGet(wall.millis(), Math::max);
    version.incrementAndGet();
  }

  /** A message of a stream of quotes. */
  void toldBook(String message) {
    told("bookTicker", message, this::book);
  }

  /** A message of a stream of mark prices. */
  void toldMark(String message) {
    told("markPriceUpdate", message, this::mark);
  }

  /** A row of the exchange's quotes of now: it counts, whatever was told before. */
  void answeredBook(Fields row, long now) {
    read(
        row,
        fields -> {
          Entry entry = entry(fields, "symbol");
          put(
              entry,
              QuoteReader.book(fields, "bidPrice", "bidQty", "askPrice", "askQty", now),
              ANSWERED);
        });
  }

  /** A row of the exchange's mark prices of now: it counts, whatever was told before. */
  void answeredMark(Fields row, long now) {
    read(
        row,
        fields -> {
          Entry entry = entry(fields, "symbol");
          put(
              entry,
              QuoteReader.mark(
                  fields, "markPrice", "indexPrice", "lastFundingRate", "nextFundingTime", now),
              ANSWERED);
        });
  }

  private void told(String type, String message, Consumer<Fields> reader) {
    try {
      JsonNode node = Answers.STRICT.readTree(message);
      JsonNode data = node == null ? null : node.get("data");
      if (data == null || !data.isObject()) {
        refuse(type + ": not an event");
        return;
      }
      read(
          Fields.of(data, type),
          event -> {
            if (!event.text("e").equals(type)) {
              throw new IllegalArgumentException(
                  "expected a %s, found %s".formatted(type, event.text("e")));
            }
            reader.accept(event);
          });
    } catch (JsonProcessingException e) {
      refuse(type + ": no JSON: " + Plain.text(e.getOriginalMessage(), 100));
    }
  }

  private void book(Fields event) {
    if (isRemoved(event)) {
      return;
    }
    Entry entry = entry(event, "s");
    long at = event.number("E");
    put(entry, QuoteReader.book(event, "b", "B", "a", "A", heardAt(at)), at);
  }

  private void mark(Fields event) {
    if (isRemoved(event)) {
      return;
    }
    Entry entry = entry(event, "s");
    long at = event.number("E");
    put(entry, QuoteReader.mark(event, "p", "i", "r", "T", heardAt(at)), at);
  }

  private boolean isRemoved(Fields event) {
    return !removed.isEmpty() && removed.contains(event.symbol("s"));
  }

  private void put(Entry entry, QuoteReader.Book book, long at) {
    synchronized (entry) {
      inOrder(at, entry.bookEvent);
      entry.bookEvent = at;
      entry.book = book;
      touched(entry);
    }
    news();
  }

  private void put(Entry entry, Mark mark, long at) {
    synchronized (entry) {
      inOrder(at, entry.markEvent);
      entry.markEvent = at;
      entry.mark = mark;
      touched(entry);
    }
    news();
  }

  private void touched(Entry entry) {
    QuoteReader.Book book = entry.book;
    Mark mark = entry.mark;
    if (book != null && mark != null) {
      entry.touch =
          new Touch(
              wall.millis(), book.bid(), book.bidSize(), book.ask(), book.askSize(), mark.mark());
    }
  }

  private static void inOrder(long at, long before) {
    if (at < before && at != ANSWERED) {
      throw new IllegalArgumentException(
          "expected a time from %d on, found %d, which is earlier".formatted(before, at));
    }
  }

  /** When what happened at the exchange's time was true by our clock. */
  private long heardAt(long at) {
    long now = wall.millis();
    if (at - skew > now + FUTURE.toMillis()) {
      throw new IllegalArgumentException(
          "expected a time up to %d, found %d, which is to come".formatted(now + skew, at));
    }
    return Math.min(now, at - skew);
  }

  private Entry entry(Fields row, String name) {
    Entry entry = entries.get(row.symbol(name));
    if (entry == null) {
      throw new IllegalArgumentException("expected a symbol asked for, found " + row.text(name));
    }
    return entry;
  }

  private void read(Fields fields, Consumer<Fields> reader) {
    try {
      var unused =
          fields.checked(
              each -> {
                reader.accept(each);
                return true;
              });
    } catch (VenueException e) {
      refuse("" + e.getMessage());
    }
  }

  private void refuse(String why) {
    lastRefusal = Plain.text(why, 200);
    if (refused.incrementAndGet() == 1) {
      log.warn("Refused what is no price, and will count more of it: {}", lastRefusal);
    }
  }
}
