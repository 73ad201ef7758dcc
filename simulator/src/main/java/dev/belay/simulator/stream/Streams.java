package dev.belay.simulator.stream;

import static dev.belay.simulator.json.Json.object;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.simulator.fault.Asked;
import dev.belay.simulator.fault.Campaign;
import dev.belay.simulator.fault.Faults;
import dev.belay.simulator.store.History;
import dev.belay.simulator.stream.StreamName.Route;
import dev.belay.simulator.venue.Audience;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams of the venue, who listens to them, and what is told. Events carry market time, as the
 * times of the other answers; listen keys and connections live by wall time. Nothing is told before
 * it is committed, and what is told is a hint: after a break the books are the truth.
 */
public final class Streams implements Audience {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final long TICK_MILLIS = 50;
  private static final long SECOND = 1_000;
  private static final int NORMAL = 1000;
  private static final int ALL_LEVELS = Integer.MAX_VALUE;

  /** Of more candles that closed at once the older ones are left out. */
  private static final int MOST_BOUNDARIES = 240;

  private final Venue venue;
  private final History history;
  private final Faults faults;
  private final MarketEvents market;
  private final ListenKeys keys = new ListenKeys();
  private final Map<StreamName, Set<Connection>> listeners = new ConcurrentHashMap<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  /** The books whose changes are told, as they were told last. */
  private final Map<StreamName, Book> books = new HashMap<>();

  private long toldDepth;
  private long toldTo;
  private long toldSecond;

  public Streams(Venue venue, History history, Faults faults, MarketEvents market) {
    this.venue = venue;
    this.history = history;
    this.faults = faults;
    this.market = market;
    this.toldTo = boundary(venue.moment());
    this.toldSecond = venue.clock().wallNow() / SECOND;
  }

  /** Whether streams are at that path. */
  public static boolean serves(String path) {
    return route(path) != null;
  }

  private static @Nullable Route route(String path) {
    for (Route route : Route.values()) {
      String rest = path.startsWith(route + "/") ? path.substring(route.toString().length()) : "";
      if (rest.equals("/ws") || rest.startsWith("/ws/") || rest.equals("/stream")) {
        return route;
      }
    }
    return null;
  }

  /**
   * A client has come to {@code /ws/<name>/<name>…} or {@code /stream?streams=…}, or the same under
   * /public, /market and /private; there also {@code ?listenKey=…&events=…}.
   *
   * @throws StreamRefused if there is no such stream, or not there
   */
  public Connection join(String path, Map<String, String> parameters, Connection.Socket socket) {
    Route route = route(path);
    if (route == null) {
      throw new StreamRefused("Expected a path of /ws or /stream, was " + path);
    }
    String rest = path.substring(route.toString().length());
    List<String> texts = new ArrayList<>();
    if (rest.startsWith("/ws/")) {
      texts.addAll(split(rest.substring("/ws/".length())));
    }
    texts.addAll(split(parameters.getOrDefault("streams", "")));
    texts.addAll(split(parameters.getOrDefault("listenKey", "")));
    Connection connection =
        new Connection(
            this,
            socket,
            route,
            rest.equals("/stream"),
            Set.copyOf(split(parameters.getOrDefault("events", ""))),
            venue.clock().wallNow());
    connection.subscribe(texts.stream().map(StreamName::parse).toList());
    connections.add(connection);
    return connection;
  }

  private static List<String> split(String names) {
    return Arrays.stream(names.split("/", -1)).filter(name -> !name.isEmpty()).toList();
  }

  void leave(Connection connection) {
    connections.remove(connection);
    connection.names().forEach(name -> remove(name, connection));
  }

  /**
   * Whether the stream can be had.
   *
   * @throws StreamRefused if not, and why
   */
  void check(StreamName name) {
    switch (name) {
      case StreamName.BookTicker(Symbol symbol) -> checkListed(symbol);
      case StreamName.BestLevels best -> checkListed(best.symbol());
      case StreamName.BookChanges changes -> checkListed(changes.symbol());
      case StreamName.AggTrades(Symbol symbol) -> checkListed(symbol);
      case StreamName.MarkPrice(Symbol symbol, boolean eachSecond) -> checkListed(symbol);
      case StreamName.Kline kline -> {
        checkListed(kline.symbol());
        if (!market.has(kline)) {
          throw new StreamRefused(
              "Expected an interval that is a multiple of %s, was %s"
                  .formatted(venue.market().interval(), kline.interval()));
        }
      }
      case StreamName.User(String listenKey) -> {
        if (!keys.knows(listenKey)) {
          throw new StreamRefused("This listenKey does not exist.");
        }
      }
      case StreamName.AllBookTickers all -> {}
      case StreamName.AllMarkPrices all -> {}
    }
  }

  private void checkListed(Symbol symbol) {
    if (!venue.instruments().containsKey(symbol)) {
      throw new StreamRefused(
          "Expected one of %s, was %s".formatted(venue.instruments().keySet(), symbol));
    }
  }

  void add(StreamName name, Connection connection) {
    listeners.compute(
        name,
        (n, known) -> {
          Set<Connection> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(connection);
          return all;
        });
  }

  void remove(StreamName name, Connection connection) {
    listeners.computeIfPresent(
        name,
        (n, known) -> {
          known.remove(connection);
          return known.isEmpty() ? null : known;
        });
  }

  /** What the plan of faults has for one telling of an event; null without a plan. */
  Campaign.@Nullable Meeting meet(Event event) {
    Campaign campaign = faults.current();
    if (campaign == null) {
      return null;
    }
    String key = venue.byId(event.account()).map(VenueAccount::apiKey).orElse("");
    return campaign.meet(
        Asked.event(event.type(), event.account(), key, event.clientId()),
        venue.clock().wallNow(),
        venue.clock().now());
  }

  private void tell(StreamName name, @Nullable Event event) {
    if (event != null) {
      listeners.getOrDefault(name, Set.of()).forEach(each -> each.tell(name, event));
    }
  }

  // ---- Accounts

  /** The account's listen key, a new one if it has none, for another hour. */
  public String openKey(VenueAccount account) {
    return keys.open(account.id(), venue.clock().wallNow());
  }

  /** The account's listen key for another hour; empty if it has none. */
  public Optional<String> keepKey(VenueAccount account) {
    return keys.keep(account.id(), venue.clock().wallNow());
  }

  /** Ends the account's listen key, and who listens with it. */
  public void closeKey(VenueAccount account) {
    keys.close(account.id())
        .ifPresent(
            key -> {
              Set<Connection> gone = listeners.remove(new StreamName.User(key));
              if (gone != null) {
                gone.forEach(each -> each.close(NORMAL, "The listen key was closed"));
              }
            });
  }

  @Override
  public boolean listens(String account) {
    Optional<String> key = keys.of(account);
    return key.isPresent() && listeners.containsKey(new StreamName.User(key.get()));
  }

  @Override
  public void committed(Account before, List<FillEvent> events, String workingType) {
    Optional<String> key = keys.of(before.id());
    if (key.isEmpty()) {
      return;
    }
    StreamName name = new StreamName.User(key.get());
    try {
      UserEvents.of(venue.market(), history, before, events, workingType, venue.clock().now())
          .forEach(event -> tell(name, event));
    } catch (RuntimeException e) {
      LOG.error("Changes of {} are in the books, but could not be told", before.id(), e);
    }
  }

  // ---- The market

  /** Tells what there is to tell until it is interrupted. */
  public void run() {
    boolean healthy = true;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(TICK_MILLIS);
        tick();
        healthy = true;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (healthy) {
          LOG.error("Streams stand still", e);
        }
        healthy = false;
      }
    }
  }

  private void tick() {
    long wall = venue.clock().wallNow();
    long now = venue.moment();
    long boundary = boundary(now);
    tellDepth(wall, now);
    long second = wall / SECOND;
    boolean moved = boundary > toldTo;
    boolean elapsed = second != toldSecond;
    if (moved) {
      tellClosed(boundary, now);
    }
    if (moved || elapsed) {
      tellCurrent(now);
    }
    if (elapsed) {
      tellMarks(now, second / 3 != toldSecond / 3);
      toldSecond = second;
      housekeep(wall, now);
    }
  }

  private long boundary(long now) {
    long size = venue.market().interval().millis();
    return Math.floorDiv(now, size) * size;
  }

  private void tellClosed(long boundary, long now) {
    long size = venue.market().interval().millis();
    long from = Math.max(toldTo + size, boundary - MOST_BOUNDARIES * size);
    toldTo = boundary;
    for (long at = from; at <= boundary; at += size) {
      for (StreamName name : listeners.keySet()) {
        if (name instanceof StreamName.Kline kline && at % kline.interval().millis() == 0) {
          tell(name, market.kline(kline, at - kline.interval().millis(), now));
        } else if (name instanceof StreamName.AggTrades(Symbol symbol)) {
          market.trades(symbol, at - size, now).forEach(trade -> tell(name, trade));
        }
      }
    }
  }

  private void tellCurrent(long now) {
    for (StreamName name : listeners.keySet()) {
      switch (name) {
        case StreamName.Kline kline -> {
          long size = kline.interval().millis();
          tell(name, market.kline(kline, Math.floorDiv(now, size) * size, now));
        }
        case StreamName.BookTicker(Symbol symbol) -> tell(name, market.bookTicker(symbol, now));
        case StreamName.AllBookTickers all -> {
          for (Symbol symbol : venue.instruments().keySet()) {
            tell(name, market.bookTicker(symbol, now));
          }
        }
        // Told at their own pace.
        case StreamName.BestLevels best -> {}
        case StreamName.BookChanges changes -> {}
        case StreamName.AggTrades trades -> {}
        case StreamName.MarkPrice mark -> {}
        case StreamName.AllMarkPrices marks -> {}
        case StreamName.User user -> {}
      }
    }
  }

  private void tellDepth(long wall, long now) {
    for (StreamName name : listeners.keySet()) {
      switch (name) {
        case StreamName.BestLevels best -> {
          if (isDue(best.millis(), wall)) {
            tell(name, market.bestLevels(best, now));
          }
        }
        case StreamName.BookChanges changes -> {
          if (isDue(changes.millis(), wall)) {
            tellChanges(changes, now);
          }
        }
        default -> {}
      }
    }
    books.keySet().retainAll(listeners.keySet());
    toldDepth = wall;
  }

  private boolean isDue(int millis, long wall) {
    return wall / millis != toldDepth / millis;
  }

  /** To a first listener the change to the book of now, so that a snapshot of now fits on to it. */
  private void tellChanges(StreamName.BookChanges name, long now) {
    long before = now - venue.market().interval().millis();
    Book last = books.get(name);
    Optional<Book> was =
        last == null ? market.book(name.symbol(), before, ALL_LEVELS) : Optional.of(last);
    Optional<Book> is = market.book(name.symbol(), now, ALL_LEVELS);
    if (is.isPresent() && was.isPresent() && was.get().updateId() != is.get().updateId()) {
      tell(name, MarketEvents.changes(was.get(), is.get(), now));
    }
    is.ifPresent(book -> books.put(name, book));
  }

  private void tellMarks(long now, boolean third) {
    for (StreamName name : listeners.keySet()) {
      switch (name) {
        case StreamName.MarkPrice(Symbol symbol, boolean eachSecond) -> {
          if (eachSecond || third) {
            tell(name, market.markPrice(symbol, now));
          }
        }
        case StreamName.AllMarkPrices(boolean eachSecond) -> {
          if (eachSecond || third) {
            tell(name, market.allMarkPrices(now));
          }
        }
        default -> {}
      }
    }
  }

  private void housekeep(long wall, long now) {
    for (ListenKeys.ListenKey over : keys.expire(wall)) {
      StreamName name = new StreamName.User(over.value());
      String json = Event.text(object("e", Event.EXPIRED, "E", now, "listenKey", over.value()));
      tell(name, new Event(Event.EXPIRED, over.account(), "", json));
      listeners.remove(name);
    }
    connections.forEach(each -> each.housekeep(wall));
  }
}
