package dev.belay.app.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.research.CurvePoint;
import dev.belay.api.research.ResearchDesk;
import dev.belay.api.research.RunOrder;
import dev.belay.api.research.RunState;
import dev.belay.api.research.StoreQuality;
import dev.belay.api.research.StoredRun;
import dev.belay.app.process.BelayCommandLine;
import dev.belay.app.process.Platform;
import dev.belay.app.process.ProcessIdentity;
import dev.belay.data.CandleStore;
import dev.belay.domain.market.Interval;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.strategies.classic.ClassicStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes research runs, each in a process of its own with the command's own code, one or two at a
 * time; the others wait. A run whose Belay has ended is shown as broken off.
 */
public final class RunDesk implements ResearchDesk, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunDesk.class);
  private static final String HEAP = "BELAY_WORKER_HEAP";
  private static final int MOST_WAITING = 50;
  private static final long GRACE_S = 5;
  private static final int TOLD_LINES = 12;

  private final Path home;
  private final Path research;
  private final Map<String, String> environment;
  private final Check check;
  private final RunShelf shelf;
  private final int atOnce;
  private final int threads;
  private final ProcessIdentity self = ProcessIdentity.current();
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Map<String, Process> running = new LinkedHashMap<>();
  private boolean closed;

  /** Reads a command's arguments as the command does. */
  public interface Check {
    /**
     * @return all settings that decide what comes out, standard values included
     * @throws Refused with what the command would say
     */
    Map<String, String> settings(String kind, List<String> arguments) throws Refused;
  }

  /**
   * @param environment of this process
   */
  public RunDesk(Path home, Map<String, String> environment, Check check) {
    this.home = home;
    this.research = home.resolve("research");
    this.environment = Map.copyOf(environment);
    this.check = check;
    this.shelf = new RunShelf(research);
    int cores = Runtime.getRuntime().availableProcessors();
    this.atOnce = cores >= 4 ? 2 : 1;
    // One core is left to what trades.
    this.threads = Math.max(1, (cores - 1) / atOnce);
  }

  @Override
  public List<StoredRun> runs() {
    return shelf.all();
  }

  @Override
  public Optional<StoredRun> run(String id) {
    return shelf.run(id);
  }

  @Override
  public Optional<JsonNode> answer(String id) {
    return shelf.answer(id);
  }

  @Override
  public List<CurvePoint> curve(String id) {
    return shelf.curve(id);
  }

  @Override
  public Optional<String> report(String id) {
    return shelf.report(id);
  }

  @Override
  public List<StrategyKind> strategies() {
    return ClassicStrategies.all();
  }

  @Override
  public List<Store> stores() {
    if (!Files.isDirectory(research)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(research)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .filter(CandleStore::isStore)
          .sorted()
          .map(RunDesk::store)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + research, e);
    }
  }

  @Override
  public List<StoreQuality> quality() {
    return stores().stream().map(one -> StoreReader.read(research.resolve(one.name()))).toList();
  }

  private static Store store(Path path) {
    Map<String, Collection<Interval>> symbols = new TreeMap<>();
    CandleStore.open(path)
        .contents()
        .forEach((symbol, intervals) -> symbols.put(symbol.value(), intervals));
    return new Store(String.valueOf(path.getFileName()), symbols);
  }

  @Override
  public synchronized String start(Order order) throws Refused {
    Optional<StoredRun> before =
        shelf.all().stream()
            .filter(run -> order.request().equals(run.order().request()))
            .findFirst();
    if (before.isPresent()) {
      return before.get().id();
    }
    Map<String, String> settings = check.settings(order.kind(), order.arguments());
    requireRoom();
    String id =
        shelf.take(
            new RunOrder(
                order.kind(),
                order.name(),
                order.arguments(),
                settings,
                Instant.now(),
                order.by(),
                order.request()),
            self);
    waiting.add(id);
    next();
    return id;
  }

  @Override
  public synchronized void again(String id) throws Refused {
    StoredRun run = existing(id);
    if (!run.state().mayStartAgain()) {
      throw new Refused(
          "Expected a run that was cancelled, has failed or was broken off, was one that is %s."
              .formatted(words(run.state())),
          true);
    }
    if (run.order().setting("store").isEmpty() || run.order().setting("store").contains("/")) {
      throw new Refused(
          "Expected a run on one of the home's stores, was one on %s; give its command again: %s"
              .formatted(run.data(), run.order().command()),
          true);
    }
    var unused = check.settings(run.order().kind(), run.order().arguments());
    requireRoom();
    shelf.clear(id);
    shelf.change(id, new RunShelf.State(RunState.WAITING, self, null, null, null, null));
    waiting.add(id);
    next();
  }

  @Override
  public synchronized boolean cancel(String id) {
    Process process = running.get(id);
    if (process == null && !waiting.remove(id)) {
      return false;
    }
    RunShelf.State state = shelf.state(id);
    if (state.state() == RunState.DONE) {
      return false;
    }
    shelf.change(
        id,
        new RunShelf.State(RunState.CANCELLED, null, state.startedAt(), Instant.now(), null, null));
    if (process != null) {
      stop(process.destroyForcibly());
      running.remove(id, process);
      next();
    }
    return true;
  }

  @Override
  public synchronized void delete(String id) throws Refused {
    StoredRun run = existing(id);
    if (run.state().isOpen()) {
      throw new Refused(
          "Expected a run that has come to its end, was one that is %s; cancel it first."
              .formatted(words(run.state())),
          true);
    }
    // What it came to is written; all that is left of it is to end.
    Process process = running.get(id);
    if (process != null) {
      stop(process.destroyForcibly());
      running.remove(id, process);
      next();
    }
    shelf.delete(id);
  }

  private StoredRun existing(String id) throws Refused {
    return shelf
        .run(id)
        .orElseThrow(
            () -> new Refused("Expected a run that is there, was %s.".formatted(id), true));
  }

  private static String words(RunState state) {
    return state.code().replace('_', ' ');
  }

  private void requireRoom() throws Refused {
    if (closed) {
      throw new Refused("Expected a Belay that runs, but it is just stopping.", true);
    }
    if (waiting.size() >= MOST_WAITING) {
      throw new Refused(
          "Expected at most %d runs in line; wait for some, or cancel them."
              .formatted(MOST_WAITING),
          true);
    }
  }

  private void next() {
    while (!closed && running.size() < atOnce && !waiting.isEmpty()) {
      String id = waiting.remove();
      try {
        shelf.change(
            id, new RunShelf.State(RunState.RUNNING, self, Instant.now(), null, null, null));
        Process process = launch(id);
        running.put(id, process);
        LOG.info("A research run is computed run={} pid={}", id, process.pid());
        var unused = process.onExit().thenAccept(ended -> ended(id, ended));
      } catch (IOException e) {
        fail(id, "Expected to start a process, but %s".formatted(e.getMessage()));
      }
    }
  }

  private Process launch(String id) throws IOException {
    RunOrder order = shelf.run(id).orElseThrow().order();
    List<String> options =
        new ArrayList<>(
            List.of("-Xmx" + environment.getOrDefault(HEAP, "1g"), "-XX:+ExitOnOutOfMemoryError"));
    for (String property : List.of("belay.root", "belay.commit")) {
      String value = System.getProperty(property);
      if (value != null) {
        options.add("-D%s=%s".formatted(property, value));
      }
    }
    List<String> arguments = new ArrayList<>(List.of(order.kind()));
    arguments.addAll(order.arguments());
    arguments.addAll(
        List.of(
            "--home=" + home,
            "--threads=" + threads,
            "--run=" + id,
            "--parent=" + ProcessHandle.current().pid()));
    List<String> words = new ArrayList<>();
    if (Platform.onPath("nice", environment).isPresent()) {
      words.addAll(List.of("nice", "-n", "10"));
    }
    words.addAll(BelayCommandLine.words(options, arguments));
    ProcessBuilder builder =
        new ProcessBuilder(Platform.current().ownSession(words, environment))
            .redirectErrorStream(true)
            .redirectOutput(shelf.log(id).toFile());
    builder.environment().putAll(BelayCommandLine.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private synchronized void ended(String id, Process process) {
    // One that was cancelled is away before it has ended.
    if (!running.remove(id, process) || closed) {
      return;
    }
    if (shelf.state(id).state() == RunState.RUNNING) {
      fail(id, reason(id, process.exitValue()));
    }
    next();
  }

  private void fail(String id, String reason) {
    LOG.warn("A research run has failed run={} reason={}", id, reason);
    RunShelf.State state = shelf.state(id);
    shelf.change(
        id,
        new RunShelf.State(RunState.FAILED, null, state.startedAt(), Instant.now(), reason, null));
  }

  /** What the command has said, without the name before it. */
  private String reason(String id, int code) {
    try {
      List<String> lines = Files.readAllLines(shelf.log(id));
      for (int i = lines.size() - 1; i >= 0; i--) {
        if (lines.get(i).startsWith("belay: ")) {
          return lines.get(i).substring("belay: ".length());
        }
      }
      return "Expected its process to end with an answer, but it ended with %d; it said last:%n%s"
          .formatted(
              code,
              String.join(
                  "\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size())));
    } catch (IOException e) {
      return "Expected its process to end with an answer, but it ended with %d, and its log can't be read."
          .formatted(code);
    }
  }

  /** What is stopped with this Belay is broken off, and so is what waits. */
  @Override
  public synchronized void close() {
    closed = true;
    running.values().forEach(Process::destroy);
    running.values().forEach(RunDesk::stop);
    List<String> left = new ArrayList<>(running.keySet());
    left.addAll(waiting);
    running.clear();
    waiting.clear();
    for (String id : left) {
      RunShelf.State state = shelf.state(id);
      if (state.state().isOpen()) {
        shelf.change(
            id,
            new RunShelf.State(
                RunState.BROKEN_OFF, null, state.startedAt(), Instant.now(), null, null));
      }
    }
  }

  private static void stop(Process process) {
    try {
      if (!process.waitFor(GRACE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
