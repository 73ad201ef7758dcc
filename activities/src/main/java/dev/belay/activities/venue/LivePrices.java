package dev.belay.activities.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an exchange quotes now, without a key. Streams tell it; where they break, fall silent or
 * leave a symbol out, the exchange is asked, and after each connection what it answers counts. What
 * is not a price is refused and counted. Thread-safe.
 */
public final class LivePrices implements AutoCloseable {
  /** A price older than this is not traded on. */
  public static final Duration FRESH = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(LivePrices.class);
  private static final SteadyStream.Pace PACE =
      new SteadyStream.Pace(Duration.ofSeconds(3), Duration.ofSeconds(6));
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FUTURE = Duration.ofSeconds(60);

  /** What has not been told of for so long is asked for. */
  private static final long ASK_AFTER = 6_000;

  private static final long ASK_EVERY = 2_000;
  private static final long LONGEST_PAUSE = 8_000;
  private static final long FUNDING_EVERY = 15_000;
  private static final long FUNDING_LATE = 5_000;
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private final BinanceTransport transport;
  private final InstantSource wall;
  private final Connector connector;
  private final List<Instrument> instruments;
  private final Map<Symbol, Entry> entries;
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong version = new AtomicLong();
  private final List<SteadyStream> streams;
  private final Thread thread;
  private volatile String lastRefusal = "";
  private volatile String trouble = "";
  private final AtomicLong latest = new AtomicLong();
  private volatile long skew;
  private volatile boolean askNow;
  private volatile boolean closed;

  /**
   * Where prices come from.
   *
   * @param calls scheme, host and port of the exchange's REST
   * @param streams of its WebSocket streams
   */
  public record Addresses(URI calls, URI streams) {
    /** Binance's own. */
    public static final Addresses BINANCE =
        new Addresses(BinanceEnvironment.LIVE.base(), URI.create("wss://fstream.binance.com"));

    /** Streams besides the calls, as a simulator has them; of Binance its own. */
    public static Addresses of(URI calls) {
      return calls.equals(BINANCE.calls)
          ? BINANCE
          : new Addresses(
              calls,
              URI.create(
                  ("https".equals(calls.getScheme()) ? "wss" : "ws")
                      + "://"
                      + calls.getRawAuthority()));
    }
  }

  /**
   * A mark price with what belongs to it, in fixed point.
   *
   * @param heard wall time to which it is true, in epoch milliseconds
   */
  public record Mark(long mark, long index, OptionalLong rate, long nextFunding, long heard) {}

  /** Opens a stream. */
  interface Connector {
    CompletableFuture<WebSocket> connect(URI address, WebSocket.Listener listener);
  }

  private record Book(long bid, long bidSize, long ask, long askSize, long heard) {}

  /** What is known of a symbol. */
  private static final class Entry {
    private @Nullable Book book;
    private @Nullable Mark mark;
    private @Nullable Touch touch;
    private long bookEvent;
    private long markEvent;
    private @Nullable Fundings fundings;

    /** Wall time to which both are true; 0 while one is missing. */
    synchronized long heard() {
      return book == null || mark == null ? 0 : Math.min(book.heard, mark.heard);
    }
  }

  /** What a symbol has settled since somebody first asked for it. */
  private static final class Fundings {
    private final long after;
    private List<Quotes.Funding> known = List.of();
    private long due;
    private long asked;

    private Fundings(long after) {
      this.after = after;
    }
  }

  /**
   * Asks for what trades and for its prices, and begins to listen.
   *
   * @param wanted symbols; what of them does not trade is left out
   * @throws VenueException if the exchange gives neither within ten seconds
   * @throws IllegalArgumentException if none of them trades
   */
  public static LivePrices open(
      BinanceTransport transport, URI streams, Set<Symbol> wanted, InstantSource wall) {
    return open(transport, streams, wanted, wall, transport::stream);
  }

  static LivePrices open(
      BinanceTransport transport,
      URI streams,
      Set<Symbol> wanted,
      InstantSource wall,
      Connector connector) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        List<Instrument> listed = listed(transport, wanted);
        return new LivePrices(transport, streams, listed, wall, connector);
      } catch (VenueException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        pause(500, e);
      }
    }
  }

  private static void pause(long millis, VenueException cause) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }

  private static List<Instrument> listed(BinanceTransport transport, Set<Symbol> wanted) {
    Fields info = transport.get("/fapi/v1/exchangeInfo", Params.none());
    transport.budget().limit(ExchangeInfo.weightLimit(info));
    List<Instrument> listed =
        ExchangeInfo.instruments(
            info, BracketSource.open(transport).read(), symbol -> isOneOf(wanted, symbol));
    if (listed.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected one of %s among the perpetual USDT contracts that trade at %s, there is none"
              .formatted(names(wanted), transport.base()));
    }
    Set<Symbol> found = listed.stream().map(Instrument::symbol).collect(Collectors.toSet());
    Set<Symbol> missing =
        wanted.stream().filter(symbol -> !found.contains(symbol)).collect(Collectors.toSet());
    if (!missing.isEmpty()) {
      log.warn("{} does not trade {}; left out", transport.base(), names(missing));
    }
    return listed;
  }

  private static boolean isOneOf(Set<Symbol> wanted, String symbol) {
    return wanted.stream().anyMatch(each -> each.value().equals(symbol));
  }

  private static String names(Collection<Symbol> symbols) {
    return symbols.stream().map(Symbol::value).sorted().collect(Collectors.joining(", "));
  }

  private LivePrices(
      BinanceTransport transport,
      URI streams,
      List<Instrument> listed,
      InstantSource wall,
      Connector connector) {
    this.connector = connector;
    this.transport = transport;
    this.wall = wall;
    this.instruments = listed;
    Map<Symbol, Entry> all = new TreeMap<>();
    listed.forEach(instrument -> all.put(instrument.symbol(), new Entry()));
    this.entries = all;
    ask(true, true);
    this.streams =
        List.of(
            stream(streams, "public", "bookTicker", this::book),
            stream(streams, "market", "markPrice@1s", this::mark));
    this.thread = Thread.ofPlatform().daemon().name("live-prices").start(this::run);
  }

  /** What trades, in order of symbol. */
  public List<Instrument> instruments() {
    return instruments;
  }

  /** The latest quote, however old; null before the first. */
  public @Nullable Touch touch(Symbol symbol) {
    Entry entry = entries.get(symbol);
    if (entry == null) {
      return null;
    }
    synchronized (entry) {
      return entry.touch;
    }
  }

  /** The latest mark price, however old; null before the first. */
  public @Nullable Mark mark(Symbol symbol) {
    Entry entry = entries.get(symbol);
    if (entry == null) {
      return null;
    }
    synchronized (entry) {
      return entry.mark;
    }
  }

  /** Wall time to which quote and mark price of the symbol are true; 0 while one is missing. */
  public long heard(Symbol symbol) {
    Entry entry = entries.get(symbol);
    return entry == null ? 0 : entry.heard();
  }

  /** Wall time since which no price is older; 0 while one is missing. */
  public long heard() {
    return entries.values().stream().mapToLong(Entry::heard).min().orElse(0);
  }

  /** Whether the symbol's prices are young enough to trade on. */
  public boolean isFresh(Symbol symbol) {
    return wall.millis() - heard(symbol) <= FRESH.toMillis();
  }

  /** Another number whenever something is known that was not known before. */
  public long version() {
    return version.get();
  }

  /** Wall time of the latest news of all. */
  public long latest() {
    return latest.get();
  }

  public boolean isStreaming() {
    return streams.stream().allMatch(SteadyStream::isLive);
  }

  /** Messages that were no prices, since the start. */
  public long refused() {
    return refused.get();
  }

  /** For people. */
  public String detail() {
    long now = wall.millis();
    List<Symbol> old =
        entries.entrySet().stream()
            .filter(each -> now - each.getValue().heard() > FRESH.toMillis())
            .map(Map.Entry::getKey)
            .toList();
    String age =
        old.isEmpty()
            ? "%d symbols, %s".formatted(entries.size(), isStreaming() ? "streamed" : "asked for")
            : "no entries in %s: the last prices are of %s"
                .formatted(
                    old.size() == entries.size() ? "any symbol" : names(old),
                    ago(now - oldest(old)));
    String why = trouble;
    String bad = refused() == 0 ? "" : "; %d refused, last %s".formatted(refused(), lastRefusal);
    return age + (why.isEmpty() ? "" : "; " + why) + bad;
  }

  private long oldest(List<Symbol> symbols) {
    return symbols.stream().mapToLong(this::heard).min().orElse(0);
  }

  private static String ago(long millis) {
    return millis > Duration.ofDays(30).toMillis() ? "never" : "%d s ago".formatted(millis / 1000);
  }

  /** What the symbol has settled after the time, as far as it is known yet, oldest first. */
  public List<Quotes.Funding> fundings(Symbol symbol, long after) {
    Entry entry = entries.get(symbol);
    if (entry == null) {
      return List.of();
    }
    synchronized (entry) {
      Fundings known = entry.fundings;
      if (known == null || after < known.after) {
        known = new Fundings(after);
        entry.fundings = known;
      }
      return known.known.stream().filter(each -> each.at() > after).toList();
    }
  }

  // ---- Streams

  private SteadyStream stream(URI base, String route, String kind, Consumer<Fields> reader) {
    String names =
        entries.keySet().stream()
            .map(symbol -> symbol.value().toLowerCase(Locale.ROOT) + "@" + kind)
            .collect(Collectors.joining("/"));
    URI address = base.resolve("/" + route + "/stream?streams=" + names);
    return new SteadyStream(
        kind + " of " + base.getHost(),
        connection -> connector.connect(address, connection),
        new Telling(kind, reader),
        PACE);
  }

  private final class Telling implements SteadyStream.Listener {
    private final String kind;
    private final Consumer<Fields> reader;

    private Telling(String kind, Consumer<Fields> reader) {
      this.kind = kind;
      this.reader = reader;
    }

    @Override
    public void connected() {
      askNow = true;
    }

    @Override
    public @Nullable String heard(String message) {
      try {
        JsonNode node = Answers.STRICT.readTree(message);
        JsonNode data = node == null ? null : node.get("data");
        if (data == null || !data.isObject()) {
          refuse(kind + ": not an event");
        } else {
          read(Fields.of(data, kind), reader);
        }
      } catch (JsonProcessingException e) {
        refuse(kind + ": no JSON: " + Plain.text(e.getOriginalMessage(), 100));
      }
      return null;
    }

    @Override
    public void lost() {
      askNow = true;
    }
  }

  /** Reads one row or event; what is wrong with it is told to nobody but the count. */
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

  private void book(Fields event) {
    expect(event, "bookTicker");
    Entry entry = entry(event, "s");
    long at = event.number("E");
    long heard = heardAt(at);
    Book book = book(event, "b", "B", "a", "A", heard);
    synchronized (entry) {
      inOrder(at, entry.bookEvent);
      entry.bookEvent = at;
      entry.book = book;
    }
    news(entry);
  }

  private void mark(Fields event) {
    expect(event, "markPriceUpdate");
    Entry entry = entry(event, "s");
    long at = event.number("E");
    Mark mark = mark(event, "p", "i", "r", "T", heardAt(at));
    synchronized (entry) {
      inOrder(at, entry.markEvent);
      entry.markEvent = at;
      entry.mark = mark;
    }
    news(entry);
  }

  private static void expect(Fields event, String type) {
    if (!event.text("e").equals(type)) {
      throw new IllegalArgumentException("expected a " + type + ", found " + event.text("e"));
    }
  }

  private static void inOrder(long at, long before) {
    if (at < before) {
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

  private static Book book(
      Fields row, String bid, String bidSize, String ask, String askSize, long heard) {
    Book book =
        new Book(
            price(row.decimal(bid)),
            size(row.decimal(bidSize)),
            price(row.decimal(ask)),
            size(row.decimal(askSize)),
            heard);
    if (book.bid >= book.ask) {
      throw new IllegalArgumentException(
          "expected a bid below the ask, found %s and %s"
              .formatted(Fixed.decimal(book.bid), Fixed.decimal(book.ask)));
    }
    return book;
  }

  private static Mark mark(
      Fields row, String mark, String index, String rate, String next, long heard) {
    return new Mark(
        price(row.decimal(mark)),
        price(row.decimal(index)),
        row.optional(rate, fields -> fields.decimal(rate))
            .map(LivePrices::fraction)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        row.number(next),
        heard);
  }

  private static long price(BigDecimal price) {
    if (price.signum() <= 0 || price.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("expected a positive price, found " + price);
    }
    return Fixed.of(price);
  }

  /** Sizes are only compared: finer and greater than we count them is no fault. */
  private static long size(BigDecimal size) {
    if (size.signum() < 0) {
      throw new IllegalArgumentException("expected a size of at least 0, found " + size);
    }
    return Fixed.of(size.min(MOST).setScale(8, RoundingMode.DOWN));
  }

  private static long fraction(BigDecimal rate) {
    if (rate.abs().compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("expected a rate within 1, found " + rate);
    }
    return Fixed.of(rate);
  }

  private void news(Entry entry) {
    long now = wall.millis();
    synchronized (entry) {
      Book book = entry.book;
      Mark mark = entry.mark;
      if (book != null && mark != null) {
        entry.touch = new Touch(now, book.bid, book.bidSize, book.ask, book.askSize, mark.mark());
      }
    }
    latest.accumulateAndGet(now, Math::max);
    version.incrementAndGet();
  }

  // ---- Asking

  private void run() {
    long pause = ASK_EVERY;
    long lastAsked = wall.millis();
    while (!closed) {
      try {
        Thread.sleep(askNow ? 1 : 250);
        long now = wall.millis();
        boolean all = askNow;
        boolean due = all || now - lastAsked >= pause;
        boolean books = all || isOld(now, true);
        boolean marks = all || isOld(now, false);
        if (due && (books || marks)) {
          askNow = false;
          lastAsked = now;
          ask(books, marks);
        }
        askForFundings(now);
        if (due) {
          pause = ASK_EVERY;
          trouble = "";
        }
      } catch (InterruptedException e) {
        return;
      } catch (VenueException e) {
        if (trouble.isEmpty() && !closed) {
          log.warn("Live prices: the exchange does not answer: {}", e.getMessage());
        }
        trouble = "the exchange does not answer: " + e.getMessage();
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  private boolean isOld(long now, boolean book) {
    for (Entry entry : entries.values()) {
      synchronized (entry) {
        long heard =
            book
                ? entry.book == null ? 0 : entry.book.heard
                : entry.mark == null ? 0 : entry.mark.heard;
        if (now - heard > ASK_AFTER) {
          return true;
        }
      }
    }
    return false;
  }

  /** What the exchange answers counts, whatever was told before. */
  private void ask(boolean books, boolean marks) {
    long before = wall.millis();
    long said = transport.get("/fapi/v1/time", Params.none()).number("serverTime");
    skew = said - (before + wall.millis()) / 2;
    if (books) {
      long now = wall.millis();
      each("/fapi/v1/ticker/bookTicker", row -> askedBook(row, now));
    }
    if (marks) {
      long now = wall.millis();
      each("/fapi/v1/premiumIndex", row -> askedMark(row, now));
    }
  }

  private void each(String path, Consumer<Fields> reader) {
    Params params =
        entries.size() == 1
            ? Params.of("symbol", entries.keySet().iterator().next())
            : Params.none();
    Fields answer = transport.get(path, params);
    List<Fields> rows = answer.node().isArray() ? answer.list() : List.of(answer);
    Set<String> wanted = entries.keySet().stream().map(Symbol::value).collect(Collectors.toSet());
    for (Fields row : rows) {
      if (wanted.contains(row.node().path("symbol").asText())) {
        read(row, reader);
      }
    }
  }

  private void askedBook(Fields row, long now) {
    Entry entry = entry(row, "symbol");
    Book book = book(row, "bidPrice", "bidQty", "askPrice", "askQty", now);
    synchronized (entry) {
      entry.bookEvent = 0;
      entry.book = book;
    }
    news(entry);
  }

  private void askedMark(Fields row, long now) {
    Entry entry = entry(row, "symbol");
    Mark mark = mark(row, "markPrice", "indexPrice", "lastFundingRate", "nextFundingTime", now);
    synchronized (entry) {
      entry.markEvent = 0;
      entry.mark = mark;
    }
    news(entry);
  }

  private void askForFundings(long now) {
    for (Map.Entry<Symbol, Entry> each : entries.entrySet()) {
      Entry entry = each.getValue();
      Fundings fundings;
      long from;
      synchronized (entry) {
        fundings = entry.fundings;
        if (fundings == null
            || now < fundings.due + FUNDING_LATE
            || now - fundings.asked < FUNDING_EVERY) {
          continue;
        }
        fundings.asked = now;
        from = fundings.known.isEmpty() ? fundings.after : fundings.known.getLast().at();
      }
      List<Quotes.Funding> found = settled(each.getKey(), from, entry);
      synchronized (entry) {
        if (!found.isEmpty()) {
          fundings.known = Stream.concat(fundings.known.stream(), found.stream()).toList();
        }
        long next = entry.mark == null ? 0 : entry.mark.nextFunding();
        boolean first = fundings.due == 0;
        // Until the stamp that has passed is in the list, it is asked for again.
        if (first || !found.isEmpty()) {
          fundings.due = Math.max(next, first ? 1 : fundings.due);
        }
      }
      if (!found.isEmpty()) {
        latest.accumulateAndGet(wall.millis(), Math::max);
        version.incrementAndGet();
      }
    }
  }

  private List<Quotes.Funding> settled(Symbol symbol, long after, Entry entry) {
    Params params = Params.of("symbol", symbol).with("startTime", after + 1).with("limit", 1000);
    return transport.get("/fapi/v1/fundingRate", params).list().stream()
        .map(row -> row.checked(fields -> funding(fields, entry)))
        .filter(funding -> funding.at() > after)
        .sorted(Comparator.comparingLong(Quotes.Funding::at))
        .toList();
  }

  /** The exchange leaves the mark price of old ones out; then it is what is nearest to it. */
  private static Quotes.Funding funding(Fields row, Entry entry) {
    long mark =
        row.optional("markPrice", fields -> fields.decimal("markPrice"))
            .map(LivePrices::price)
            .orElseGet(() -> Objects.requireNonNull(entry.mark).mark());
    return new Quotes.Funding(
        row.number("fundingTime"), fraction(row.decimal("fundingRate")), mark);
  }

  /** Ends streams and threads; waits at most two seconds. */
  @Override
  public void close() {
    closed = true;
    streams.forEach(SteadyStream::close);
    thread.interrupt();
    try {
      boolean unused = thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
