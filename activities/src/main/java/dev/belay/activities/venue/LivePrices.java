package dev.belay.activities.venue;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What has not been told of for so long is asked for. */
  private static final long ASK_AFTER = 6_000;

  private static final long ASK_EVERY = 2_000;

  /** Streams of one connection; the exchange allows many more, servers don't take the address. */
  private static final int A_CONNECTION = 100;

  /** Streams or not: a subscription may be lost without a word, and clocks drift. */
  private static final long CHECK_EVERY = 60_000;

  private static final long LONGEST_PAUSE = 8_000;

  /** So often it is looked whether the contracts still trade; sooner where one falls silent. */
  private static final Duration LIST_EVERY = Duration.ofMinutes(10);

  private static final long SILENT = 60_000;

  private final BinanceTransport transport;
  private final InstantSource wall;
  private final Connector connector;
  private final List<Instrument> instruments;
  private final PriceBoard board;
  private final EndedContracts ended;
  private final long listEvery;
  private final SettledFundings fundings;
  private final List<SteadyStream> streams;
  private final Thread thread;
  private volatile String trouble = "";
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
        new Addresses(BinanceEnvironment.LIVE.calls(), BinanceEnvironment.LIVE.streams());

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

  /**
   * Asks for what trades and for its prices, and begins to listen.
   *
   * @param wanted symbols; what of them does not trade is left out
   * @param held symbols in which somebody has a position: what of them does not trade any more is
   *     an instrument nevertheless, and its last price stands
   * @throws VenueException if the exchange gives neither within some five seconds
   * @throws IllegalArgumentException if none of them trades, and none is held
   */
  public static LivePrices open(
      BinanceTransport transport,
      URI streams,
      Set<Symbol> wanted,
      Set<Symbol> held,
      InstantSource wall) {
    return open(transport, streams, wanted, held, wall, transport::stream, LIST_EVERY);
  }

  static LivePrices open(
      BinanceTransport transport,
      URI streams,
      Set<Symbol> wanted,
      Set<Symbol> held,
      InstantSource wall,
      Connector connector,
      Duration listEvery) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Contracts contracts = contracts(transport, wanted, held);
        return new LivePrices(transport, streams, contracts, wall, connector, listEvery.toMillis());
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

  /** What trades, and what is held and does not trade any more; both in order of symbol. */
  private record Contracts(List<Instrument> trading, List<Instrument> ended) {}

  private static Contracts contracts(
      BinanceTransport transport, Set<Symbol> wanted, Set<Symbol> held) {
    Fields info = transport.get("/fapi/v1/exchangeInfo", Params.none());
    transport.budget().limit(ExchangeInfo.weightLimit(info));
    Map<Symbol, ExchangeInfo.Bracket> brackets = BracketSource.open(transport).read();
    List<Instrument> trading =
        ExchangeInfo.instruments(
            info, brackets, symbol -> isOneOf(wanted, symbol) || isOneOf(held, symbol));
    Set<Symbol> gone = without(held, trading);
    List<Instrument> ended =
        new ArrayList<>(ExchangeInfo.ended(info, brackets, symbol -> isOneOf(gone, symbol)));
    without(gone, ended).forEach(symbol -> ended.add(EndedContracts.forgotten(symbol)));
    if (trading.isEmpty() && ended.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected one of %s among the perpetual USDT contracts that trade at %s, there is none"
              .formatted(names(wanted), transport.base()));
    }
    Set<Symbol> missing = without(without(wanted, trading), ended);
    if (!missing.isEmpty()) {
      log.warn("{} does not trade {}; left out", transport.base(), names(missing));
    }
    return new Contracts(trading, ended);
  }

  private static Set<Symbol> without(Set<Symbol> symbols, List<Instrument> found) {
    Set<Symbol> rest = new TreeSet<>(symbols);
    found.forEach(each -> rest.remove(each.symbol()));
    return rest;
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
      Contracts contracts,
      InstantSource wall,
      Connector connector,
      long listEvery) {
    this.connector = connector;
    this.transport = transport;
    this.wall = wall;
    this.listEvery = listEvery;
    this.instruments =
        Stream.concat(contracts.trading().stream(), contracts.ended().stream())
            .sorted(Comparator.comparing(Instrument::symbol))
            .toList();
    this.board =
        new PriceBoard(contracts.trading().stream().map(Instrument::symbol).toList(), wall);
    this.ended = new EndedContracts(transport);
    contracts.ended().forEach(ended::add);
    ended.stand(wall.millis());
    this.fundings = new SettledFundings(transport, this::mark);
    ask(true, true);
    this.streams =
        Stream.concat(
                streams(streams, "public", "bookTicker", board::toldBook),
                streams(streams, "market", "markPrice@1s", board::toldMark))
            .toList();
    this.thread = Thread.ofPlatform().daemon().name("live-prices").start(this::run);
  }

  /** What trades or is held, in order of symbol. */
  public List<Instrument> instruments() {
    return instruments;
  }

  /** The latest quote, however old; null before the first. Of what has ended its last price. */
  public @Nullable Touch touch(Symbol symbol) {
    Touch touch = board.touch(symbol);
    return touch == null ? ended.touch(symbol) : touch;
  }

  /** The latest mark price, however old; null before the first. */
  public @Nullable Mark mark(Symbol symbol) {
    Mark mark = board.mark(symbol);
    return mark == null ? ended.mark(symbol) : mark;
  }

  /** Wall time to which quote and mark price of the symbol are true; 0 while one is missing. */
  public long heard(Symbol symbol) {
    Mark last = ended.mark(symbol);
    return last == null ? board.heard(symbol) : last.heard();
  }

  /** Whether the exchange trades the symbol no longer; its last price stands for exits. */
  public boolean hasEnded(Symbol symbol) {
    return ended.contains(symbol);
  }

  /** Wall time since which no price is older; 0 while one is missing. */
  public long heard() {
    return Math.min(board.booksHeard(), board.marksHeard());
  }

  /** Whether the symbol's prices are young enough to trade on. */
  public boolean isFresh(Symbol symbol) {
    return !ended.contains(symbol) && wall.millis() - heard(symbol) <= FRESH.toMillis();
  }

  /** Another number whenever something is known that was not known before. */
  public long version() {
    return board.version();
  }

  /** Wall time of the latest news of all. */
  public long latest() {
    return board.latest();
  }

  public boolean isStreaming() {
    return streams.stream().allMatch(SteadyStream::isLive);
  }

  /** Messages that were no prices, since the start. */
  public long refused() {
    return board.refused();
  }

  /** For people. */
  public String detail() {
    long now = wall.millis();
    List<Symbol> old = board.symbols().stream().filter(symbol -> !isFresh(symbol)).toList();
    String age =
        old.isEmpty()
            ? "%d symbols, %s"
                .formatted(board.symbols().size(), isStreaming() ? "streamed" : "asked for")
            : "no entries in %s: the last prices are of %s"
                .formatted(
                    old.size() == board.symbols().size() ? "any symbol" : names(old),
                    ago(now - oldest(old)));
    String why = trouble;
    String bad =
        refused() == 0 ? "" : "; %d refused, last %s".formatted(refused(), board.lastRefusal());
    return age + ended.detail() + (why.isEmpty() ? "" : "; " + why) + bad;
  }

  private long oldest(List<Symbol> symbols) {
    return symbols.stream().mapToLong(this::heard).min().orElse(0);
  }

  private static String ago(long millis) {
    return millis > Duration.ofDays(30).toMillis() ? "never" : "%d s ago".formatted(millis / 1000);
  }

  /** What the symbol has settled after the time, as far as it is known yet, oldest first. */
  public List<Quotes.Funding> fundings(Symbol symbol, long after) {
    return board.symbols().contains(symbol) ? fundings.after(symbol, after) : List.of();
  }

  // ---- Streams

  /** Their names are part of an address, so a connection has only so many. */
  private Stream<SteadyStream> streams(
      URI base, String route, String kind, Consumer<String> reader) {
    List<String> names =
        board.symbols().stream()
            .map(symbol -> symbol.value().toLowerCase(Locale.ROOT) + "@" + kind)
            .toList();
    return IntStream.iterate(0, first -> first < names.size(), first -> first + A_CONNECTION)
        .mapToObj(first -> names.subList(first, Math.min(names.size(), first + A_CONNECTION)))
        .map(some -> stream(base, route, kind, some, reader));
  }

  private SteadyStream stream(
      URI base, String route, String kind, List<String> names, Consumer<String> reader) {
    URI address = base.resolve("/" + route + "/stream?streams=" + String.join("/", names));
    return new SteadyStream(
        kind + " of " + base.getHost(),
        connection -> connector.connect(address, connection),
        new Telling(reader),
        PACE);
  }

  private final class Telling implements SteadyStream.Listener {
    private final Consumer<String> reader;

    private Telling(Consumer<String> reader) {
      this.reader = reader;
    }

    @Override
    public void connected() {
      askNow = true;
    }

    @Override
    public @Nullable String heard(String message) {
      reader.accept(message);
      return null;
    }

    @Override
    public void lost() {
      askNow = true;
    }
  }

  // ---- Asking

  private void run() {
    long pause = ASK_EVERY;
    long lastAsked = wall.millis();
    long lastListed = lastAsked;
    while (!closed) {
      try {
        Thread.sleep(askNow ? 1 : 250);
        long now = wall.millis();
        boolean all = askNow || now - lastAsked >= CHECK_EVERY;
        boolean polls = all || !isStreaming();
        boolean due = all || now - lastAsked >= pause;
        boolean books = polls || now - board.booksHeard() > ASK_AFTER;
        boolean marks = polls || now - board.marksHeard() > ASK_AFTER;
        if (due && (books || marks)) {
          askNow = false;
          lastAsked = now;
          ask(books, marks);
        }
        if (fundings.ask(now)) {
          board.news();
        }
        if (now - lastListed >= (isAnySilent(now) ? Math.min(SILENT, listEvery) : listEvery)) {
          // What fails is tried again in a minute.
          lastListed = now - listEvery + Math.min(SILENT, listEvery);
          lookForEnded();
          lastListed = now;
        }
        if (!ended.isEmpty()) {
          ended.stand(wall.millis());
          board.news();
        }
        if (due) {
          pause = ASK_EVERY;
          trouble = "";
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (trouble.isEmpty() && !closed) {
          log.warn("Live prices: the exchange does not answer: {}", e.getMessage());
        }
        trouble = "the exchange does not answer: " + e.getMessage();
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  private boolean isAnySilent(long now) {
    return board.symbols().stream().anyMatch(symbol -> now - board.heard(symbol) > SILENT);
  }

  /** What traded at the start and does not any more, and what only paused. */
  private void lookForEnded() {
    ended.askAgain();
    Fields info = transport.get("/fapi/v1/exchangeInfo", Params.none());
    if (info.list("symbols").isEmpty()) {
      throw new VenueException.Unknown(
          "Expected a list of contracts at %s, found none in it; none is taken for ended"
              .formatted(transport.base()));
    }
    Set<Symbol> wanted = instruments.stream().map(Instrument::symbol).collect(Collectors.toSet());
    Set<Symbol> trading =
        ExchangeInfo.instruments(info, Map.of(), symbol -> isOneOf(wanted, symbol)).stream()
            .map(Instrument::symbol)
            .collect(Collectors.toSet());
    for (Instrument each : instruments) {
      Symbol symbol = each.symbol();
      if (ended.contains(symbol) == trading.contains(symbol)) {
        if (trading.contains(symbol)) {
          board.add(symbol);
          ended.remove(symbol);
        } else {
          ended.add(each);
          board.remove(symbol);
          fundings.remove(symbol);
        }
      }
    }
  }

  /** What the exchange answers counts, whatever was told before. */
  private void ask(boolean books, boolean marks) {
    if (board.symbols().isEmpty()) {
      return;
    }
    long before = wall.millis();
    long said = transport.get("/fapi/v1/time", Params.none()).number("serverTime");
    board.skew(said - (before + wall.millis()) / 2);
    if (books) {
      long now = wall.millis();
      each("/fapi/v1/ticker/bookTicker", row -> board.answeredBook(row, now));
    }
    if (marks) {
      long now = wall.millis();
      each("/fapi/v1/premiumIndex", row -> board.answeredMark(row, now));
    }
  }

  private void each(String path, Consumer<Fields> reader) {
    Params params =
        board.symbols().size() == 1
            ? Params.of("symbol", board.symbols().iterator().next())
            : Params.none();
    Fields answer = transport.get(path, params);
    List<Fields> rows = answer.node().isArray() ? answer.list() : List.of(answer);
    Set<String> wanted = board.symbols().stream().map(Symbol::value).collect(Collectors.toSet());
    for (Fields row : rows) {
      if (wanted.contains(row.node().path("symbol").asText())) {
        reader.accept(row);
      }
    }
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
