package dev.belay.app.research;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.ApiJson;
import dev.belay.api.research.CurvePoint;
import dev.belay.api.research.RunFigures;
import dev.belay.api.research.RunOrder;
import dev.belay.api.research.RunProgress;
import dev.belay.api.research.RunState;
import dev.belay.api.research.StoredRun;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are kept: a folder each, with what was asked for, its state, and when it is done the
 * answer, the curve and the page about it. A folder appears and disappears whole, and so does each
 * file in it.
 */
public final class RunShelf {
  /** In the home's folder of research. */
  public static final String FOLDER = "runs";

  private static final Logger LOG = LoggerFactory.getLogger(RunShelf.class);
  private static final Pattern ID = Pattern.compile("\\d{8}-\\d{6}-[a-z0-9-]{1,80}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What is being put together, and what is being deleted; with the pid of who does it. */
  private static final String PART = ".part-";

  private static final String REQUEST = "request.json";
  private static final String STATE = "state.json";
  private static final String PROGRESS = "progress.json";
  private static final String ANSWER = "answer.json";
  private static final String CURVE = "curve.json";
  private static final String REPORT = "report.html";
  private static final String LOG_FILE = "log.txt";

  private final Path folder;

  /**
   * @param research the home's folder of research; made where something is kept
   */
  public RunShelf(Path research) {
    this.folder = research.resolve(FOLDER);
  }

  /**
   * A run's state as it lies there.
   *
   * @param owner the Belay that has it wait or computes it; null for none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record State(
      RunState state,
      @Nullable ProcessIdentity owner,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String error,
      @Nullable RunFigures figures) {}

  /**
   * What came out of a run.
   *
   * @param answer the command's, JSON
   * @param curve empty for none
   * @param report HTML; null for none
   */
  public record Result(
      String answer, RunFigures figures, List<CurvePoint> curve, @Nullable String report) {}

  /** Makes sure that something can be kept. */
  public void prepare() {
    PrivateFiles.folder(folder);
  }

  /** Keeps a run that a command has computed; returns its id. */
  public String keep(RunOrder order, Instant startedAt, Instant endedAt, Result result) {
    return add(
        order, new State(RunState.DONE, null, startedAt, endedAt, null, result.figures()), result);
  }

  /** Takes in a run that is to be computed; returns its id. */
  String take(RunOrder order, ProcessIdentity owner) {
    return add(order, new State(RunState.WAITING, owner, null, null, null, null), null);
  }

  private String add(RunOrder order, State state, @Nullable Result result) {
    prepare();
    sweepUp();
    Path part = part();
    PrivateFiles.folder(part);
    write(part, REQUEST, ApiJson.write(order));
    if (result != null) {
      write(part, result);
    }
    write(part, STATE, ApiJson.write(state));
    String name = TIME.format(order.at()) + "-" + order.setting("strategy");
    for (int number = 1; ; number++) {
      String id = number == 1 ? name : name + "-" + number;
      Path place = folder.resolve(id);
      if (Files.exists(place)) {
        continue;
      }
      try {
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        return id;
      } catch (IOException e) {
        // Another may have been just as quick.
        if (!Files.exists(place)) {
          throw PrivateFiles.explain("make the folder", place, e);
        }
      }
    }
  }

  /** Adds what came out of a run that was taken in. */
  public void finish(String id, Result result) {
    Path of = folder.resolve(id);
    State before = state(of);
    write(of, result);
    write(
        of,
        STATE,
        ApiJson.write(
            new State(
                RunState.DONE, null, before.startedAt(), Instant.now(), null, result.figures())));
  }

  private static void write(Path of, Result result) {
    if (result.report() != null) {
      write(of, REPORT, result.report());
    }
    if (!result.curve().isEmpty()) {
      write(of, CURVE, ApiJson.write(result.curve()));
    }
    write(of, ANSWER, result.answer());
  }

  /** How far a run is; lost with the next one, so nothing waits for the disk. */
  public void progress(String id, RunProgress progress) {
    Path file = folder.resolve(id).resolve(PROGRESS);
    Path fresh = file.resolveSibling(PROGRESS + ".new");
    try {
      Files.writeString(fresh, ApiJson.write(progress));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void change(String id, State state) {
    write(folder.resolve(id), STATE, ApiJson.write(state));
  }

  State state(String id) {
    return state(folder.resolve(id));
  }

  /** Where the process of a run writes what it says. */
  Path log(String id) {
    return folder.resolve(id).resolve(LOG_FILE);
  }

  /** Newest first; what can't be read is left out, and the log says so. */
  List<StoredRun> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> ID.matcher(name).matches())
          .sorted(Comparator.reverseOrder())
          .flatMap(name -> run(name).stream())
          .toList();
    } catch (IOException e) {
      throw PrivateFiles.explain("list", folder, e);
    }
  }

  Optional<StoredRun> run(String id) {
    Path of = folder.resolve(id);
    if (!ID.matcher(id).matches() || !Files.isDirectory(of)) {
      return Optional.empty();
    }
    try {
      State state = state(of);
      RunState shown =
          state.state().isOpen() && (state.owner() == null || state.owner().find().isEmpty())
              ? RunState.BROKEN_OFF
              : state.state();
      return Optional.of(
          new StoredRun(
              id,
              read(of, REQUEST, RunOrder.class),
              shown,
              state.startedAt(),
              state.endedAt(),
              state.error(),
              shown == RunState.RUNNING ? progress(of) : null,
              state.figures(),
              Files.exists(of.resolve(REPORT)) && shown == RunState.DONE));
    } catch (OperatorException e) {
      if (Files.isDirectory(of)) {
        LOG.warn("A kept run can't be read: {}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static @Nullable RunProgress progress(Path of) {
    return Files.exists(of.resolve(PROGRESS)) ? read(of, PROGRESS, RunProgress.class) : null;
  }

  Optional<JsonNode> answer(String id) {
    return text(id, ANSWER).map(ApiJson::parse);
  }

  Optional<String> report(String id) {
    return text(id, REPORT);
  }

  List<CurvePoint> curve(String id) {
    return text(id, CURVE)
        .map(text -> List.of(parsed(folder.resolve(id).resolve(CURVE), text, CurvePoint[].class)))
        .orElse(List.of());
  }

  /** Of a run that is done: what an earlier attempt has left says nothing. */
  private Optional<String> text(String id, String file) {
    return run(id)
        .filter(run -> run.state() == RunState.DONE)
        .map(run -> folder.resolve(id).resolve(file))
        .filter(Files::exists)
        .map(PrivateFiles::read);
  }

  /** What an earlier attempt has left. */
  void clear(String id) {
    for (String file : List.of(PROGRESS, LOG_FILE, ANSWER, CURVE, REPORT)) {
      delete(folder.resolve(id).resolve(file));
    }
  }

  void delete(String id) {
    Path part = part();
    try {
      Files.move(folder.resolve(id), part, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw PrivateFiles.explain("delete", folder.resolve(id), e);
    }
    deleteAll(part);
  }

  private Path part() {
    return folder.resolve(PART + ProcessHandle.current().pid() + "-" + System.nanoTime());
  }

  /** What others have left that were killed on the way. */
  private void sweepUp() {
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(entry -> String.valueOf(entry.getFileName()).matches("\\.part-\\d{1,18}-\\d+"))
          .filter(entry -> !isAlive(String.valueOf(entry.getFileName()).split("-")[1]))
          .forEach(RunShelf::deleteAll);
    } catch (IOException e) {
      throw PrivateFiles.explain("list", folder, e);
    }
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private static void deleteAll(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      files.sorted(Comparator.reverseOrder()).forEach(RunShelf::delete);
    } catch (IOException e) {
      throw PrivateFiles.explain("delete", tree, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw PrivateFiles.explain("delete", file, e);
    }
  }

  private static State state(Path of) {
    return read(of, STATE, State.class);
  }

  private static void write(Path of, String file, String text) {
    PrivateFiles.write(of.resolve(file), text);
  }

  private static <T> T read(Path of, String file, Class<T> type) {
    return parsed(of.resolve(file), PrivateFiles.read(of.resolve(file)), type);
  }

  private static <T> T parsed(Path file, String text, Class<T> type) {
    try {
      return ApiJson.read(text, type);
    } catch (JsonProcessingException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected JSON written by Belay in %s, but it does not parse (%s); delete the folder it is in."
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
