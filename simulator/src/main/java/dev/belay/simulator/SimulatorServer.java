package dev.belay.simulator;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.store.History;
import dev.belay.simulator.store.Store;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.wire.Limits;
import dev.belay.simulator.wire.Port;
import dev.belay.simulator.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A venue on HTTP: the exchange's wire under {@code /fapi}, its own extensions under {@code
 * /sim/v1}. Its books are in Postgres, in the schema {@code simulator}; started anew on the same
 * books it goes on where it was, with market time where it stood.
 */
public final class SimulatorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);
  private static final long TICK_MILLIS = 50;
  private static final int TICKS_PER_CLOCK_WRITE = 8;

  private final Function<Books, Market> choice;
  private final Options options;
  private final Failpoints failpoints;
  private final Clock wall;
  private final Supplier<Store> storeSupplier;
  private @Nullable Running running;

  /**
   * @param host where it listens; 127.0.0.1 unless there is a reason
   * @param port 0 for a free one
   * @param adminSecret what opens accounts and reads the audit
   * @param speed market seconds per wall second, 1 to 10000
   * @param limits on what one address and one account may ask
   */
  public record Options(
      String host, int port, String adminSecret, int speed, Terms.Costs costs, Limits limits) {
    /** With no limits. */
    public Options(String host, int port, String adminSecret, int speed, Terms.Costs costs) {
      this(host, port, adminSecret, speed, costs, Limits.NONE);
    }

    /** On loopback with the usual costs. */
    public static Options of(int port, String adminSecret, int speed) {
      return new Options("127.0.0.1", port, adminSecret, speed, Terms.Costs.DEFAULT);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Options[%s:%d, speed %d]".formatted(host, port, speed);
    }
  }

  /**
   * What a market is chosen by.
   *
   * @param market that of the books; empty when they are new
   * @param held symbols of their positions and open orders
   */
  public record Books(Optional<MarketSpec> market, Set<Symbol> held) {}

  private record Running(Store store, Venue venue, Port port, List<Thread> threads) {}

  /** On a database of its own or a schema in one that is shared. */
  public SimulatorServer(
      String jdbcUrl,
      String user,
      String password,
      Market market,
      Options options,
      Failpoints failpoints,
      Clock wall) {
    this(jdbcUrl, user, password, kept -> market, options, failpoints, wall);
  }

  /**
   * As above, with a market that is chosen when the books are open.
   *
   * @param choice given what the books say
   */
  public SimulatorServer(
      String jdbcUrl,
      String user,
      String password,
      Function<Books, Market> choice,
      Options options,
      Failpoints failpoints,
      Clock wall) {
    this(() -> Store.open(jdbcUrl, user, password), choice, options, failpoints, wall);
  }

  /** On connections of the given source. */
  public SimulatorServer(
      DataSource source, Market market, Options options, Failpoints failpoints, Clock wall) {
    this(() -> Store.open(source), kept -> market, options, failpoints, wall);
  }

  private SimulatorServer(
      Supplier<Store> store,
      Function<Books, Market> choice,
      Options options,
      Failpoints failpoints,
      Clock wall) {
    this.storeSupplier = store;
    this.choice = choice;
    this.options = options;
    this.failpoints = failpoints;
    this.wall = wall;
  }

  /**
   * Starts to listen and lets market time run.
   *
   * @throws IllegalStateException if it has been started, the books are another market's, or
   *     another simulator serves them
   * @throws UncheckedIOException if the port is taken
   */
  public synchronized void start() {
    if (running != null) {
      throw new IllegalStateException("The simulator has been started before");
    }
    Store store = storeSupplier.get();
    Market market = null;
    try {
      market =
          choice.apply(
              new Books(
                  store.clock().flatMap(row -> Optional.ofNullable(row.spec())), store.held()));
      Venue venue = new Venue(market, store, options.costs(), options.speed(), failpoints, wall);
      Wire wire =
          new Wire(
              venue, new History(store), options.costs(), options.limits(), options.adminSecret());
      Port port = new Port(options.host(), options.port(), wire);
      List<Thread> threads =
          List.of(
              Thread.ofPlatform().daemon().name("simulator-ticker").start(() -> tick(venue)),
              Thread.ofPlatform()
                  .daemon()
                  .name("simulator-streams")
                  .start(() -> wire.streams().run()));
      running = new Running(store, venue, port, threads);
      LOG.info("{} on port {}, speed {}", market.label(), port(), options.speed());
    } catch (IOException e) {
      close(market);
      store.close();
      throw new UncheckedIOException(
          "Can't listen on %s:%d".formatted(options.host(), options.port()), e);
    } catch (RuntimeException e) {
      close(market);
      store.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public synchronized int port() {
    if (running == null) {
      throw new IllegalStateException("The simulator is not running");
    }
    return running.port.number();
  }

  /** The market that trades there. */
  public synchronized Market market() {
    if (running == null) {
      throw new IllegalStateException("The simulator is not running");
    }
    return running.venue.market();
  }

  /** Stops in order: market time goes on exactly here at the next start. */
  @Override
  public synchronized void close() {
    stop(true);
  }

  /** Stops as a killed process would, without another word to the books. */
  synchronized void kill() {
    stop(false);
  }

  private void stop(boolean orderly) {
    Running was = running;
    if (was == null) {
      return;
    }
    running = null;
    was.threads.forEach(Thread::interrupt);
    was.port.close();
    try {
      for (Thread each : was.threads) {
        each.join(5_000);
      }
      if (orderly) {
        was.venue.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(was.venue.market());
      was.store.close();
    }
  }

  /** Ends what a market listens with. */
  private static void close(@Nullable Market market) {
    if (market instanceof AutoCloseable listening) {
      try {
        listening.close();
      } catch (Exception e) {
        LOG.warn("The market did not end in order", e);
      }
    }
  }

  private static void tick(Venue venue) {
    boolean healthy = true;
    boolean ended = false;
    for (long ticks = 0; !Thread.currentThread().isInterrupted(); ticks++) {
      try {
        Thread.sleep(TICK_MILLIS);
        venue.advance();
        if (ticks % TICKS_PER_CLOCK_WRITE == 0) {
          venue.persistClock();
        }
        healthy = true;
        if (!ended && venue.clock().ended()) {
          ended = true;
          LOG.warn(
              "Market time stands still at {}, where the recorded data ends: there are no more"
                  + " rounds and no more fills",
              Instant.ofEpochMilli(venue.clock().now()));
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (healthy && !Thread.currentThread().isInterrupted()) {
          LOG.error("Market time stands still until the books can be written", e);
        }
        healthy = false;
      }
    }
  }
}
