package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.api.research.ResearchDesk.Order;
import dev.belay.api.research.ResearchDesk.Refused;
import dev.belay.api.research.RunFigures;
import dev.belay.api.research.RunState;
import dev.belay.api.research.StoredRun;
import dev.belay.app.base.Json;
import dev.belay.app.research.RunDesk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that commands keep, and those that are computed for the dashboard. */
@Timeout(180)
class KeptRunTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int CANDLES = 30_000;
  private static final long T0 = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
  private static final String RUN =
      "--strategy ema-cross --store spot --symbols BTCUSDT --timeframe 1h";

  /** Enough work for what is looked at meanwhile. */
  private static final String LONG = RUN + " --grid fast=2..250 --grid slow=300..650";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<RunDesk> desks = new ArrayList<>();
  @TempDir Path folder;
  private Path home;
  private int requests;

  @BeforeEach
  void candles() throws IOException {
    home = folder.resolve("home");
    StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    Random random = new Random(7);
    double price = 1000;
    for (int i = 0; i < CANDLES; i++) {
      double next = Math.max(1, price * (1 + 0.006 * random.nextGaussian()));
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f,%.4f,%.4f,3\n",
              T0 + i * 3_600_000L,
              price,
              Math.max(price, next) * 1.001,
              Math.min(price, next) * 0.999,
              next));
      price = next;
    }
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("BTCUSDT.csv"), text);
    assertThat(belay("data import " + data + " --store spot")).isZero();
  }

  @AfterEach
  void stop() {
    desks.forEach(RunDesk::close);
  }

  private int belay(String line) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("BELAY_HOME", home.toString()));
    return Main.run(line.split(" ", -1), console, () -> options -> 0);
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  private RunDesk desk() {
    RunDesk desk = ResearchCheck.desk(home, System.getenv());
    desks.add(desk);
    return desk;
  }

  private String start(RunDesk desk, String line) throws Refused {
    String[] words = line.split(" ", -1);
    List<String> arguments = new ArrayList<>();
    for (int i = 1; i < words.length; i += 2) {
      arguments.add(words[i] + "=" + words[i + 1]);
    }
    return desk.start(new Order(words[0], null, arguments, "test", "request " + requests++));
  }

  private static StoredRun await(RunDesk desk, String id, Predicate<StoredRun> enough) {
    long end = System.nanoTime() + SOON.toNanos();
    while (true) {
      StoredRun run = desk.run(id).orElseThrow();
      if (enough.test(run)) {
        return run;
      }
      if (System.nanoTime() > end || run.state() == RunState.FAILED) {
        throw new AssertionError("Expected another state soon, was " + run);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private static RunFigures done(RunDesk desk, String id) {
    return Objects.requireNonNull(
        await(desk, id, run -> run.state() == RunState.DONE).figures(), id);
  }

  @Test
  void aCommandKeepsItsRunWhole() throws IOException {
    assertThat(belay("backtest " + RUN + " --param fast=9 --fee-bps 7.50 --json")).isZero();
    assertThat(home.resolve("research/runs")).doesNotExist();

    assertThat(belay("backtest " + RUN + " --param fast=9 --fee-bps 7.50 --json --keep mine"))
        .isZero();
    ObjectNode answer = (ObjectNode) json();
    String id = answer.path("kept").asText();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("[keep] kept as " + id);
    try (Stream<Path> kept = Files.list(home.resolve("research/runs"))) {
      assertThat(kept.map(each -> each.getFileName().toString())).containsExactly(id);
    }
    StoredRun run = desk().runs().getFirst();
    assertThat(run.id()).isEqualTo(id).endsWith("-ema-cross");
    assertThat(run.title()).isEqualTo("mine");
    assertThat(run.order().arguments())
        .contains("--strategy=ema-cross", "--param=fast=9", "--fee-bps=7.50")
        .noneMatch(each -> each.contains("json") || each.contains("keep"));
    assertThat(run.order().settings())
        .containsEntry("fee_bps", "7.5")
        .containsEntry("cash", "10000")
        .containsEntry("gaps", "leave")
        .containsEntry("isolated", "false")
        .doesNotContainKeys("param", "json", "home");
    RunFigures figures = Objects.requireNonNull(run.figures());
    assertThat(figures.parameters()).containsEntry("fast", 9.0).containsEntry("slow", 26.0);
    assertThat(figures.fingerprint()).isEqualTo(answer.path("fingerprint").asText());
    assertThat(figures.returnPct()).isEqualTo(answer.path("return_pct").asDouble());
    assertThat(figures.candles()).isEqualTo(CANDLES);
    answer.remove("kept");
    assertThat(desk().answer(id)).contains(answer);
    assertThat(desk().curve(id)).hasSize(601);
    assertThat(desk().curve(id).getFirst().equity().toString()).contains("10000");
    assertThat(desk().curve(id).getLast().asOf()).isEqualTo(figures.to());
    assertThat(desk().report(id).orElseThrow()).startsWith("<!doctype html>").contains("fast=9");
    assertThat(run.hasReport()).isTrue();

    assertThat(belay("backtest " + RUN + " --keep")).isZero();
    assertThat(desk().runs()).hasSize(2);
    assertThat(belay("data import " + folder.resolve("data") + " --store runs")).isEqualTo(2);
  }

  @Test
  void everyKindIsKeptWithItsFigures() throws IOException {
    assertThat(belay("sweep " + RUN + " --grid fast=5..9 --grid slow=20,30 --json --keep"))
        .isZero();
    JsonNode sweep = json();
    assertThat(
            belay(
                "walk-forward "
                    + RUN
                    + " --grid fast=5..7 --grid slow=20 --train 360d --test 120d --json --keep"))
        .isZero();
    JsonNode walk = json();
    assertThat(belay("bias-check " + RUN + " --samples 3 --json --keep")).isZero();
    JsonNode bias = json();

    RunDesk desk = desk();
    RunFigures best = figures(desk, sweep);
    assertThat(best.parameters().get("fast")).isEqualTo(sweep.at("/best/params/fast").asDouble());
    assertThat(best.returnPct())
        .isCloseTo(
            (sweep.at("/best/final_equity").asDouble() / 10_000 - 1) * 100,
            org.assertj.core.data.Offset.offset(1e-6));
    RunFigures outside = figures(desk, walk);
    assertThat(outside.trades()).isEqualTo(walk.at("/out_of_sample/trades").asLong());
    assertThat(outside.fingerprint()).isEqualTo(walk.path("fingerprint").asText());
    assertThat(desk.curve(walk.path("kept").asText())).isNotEmpty();
    assertThat(desk.report(walk.path("kept").asText())).isPresent();
    RunFigures clean = figures(desk, bias);
    assertThat(clean.clean()).isTrue();
    assertThat(clean.returnPct()).isEqualTo(bias.at("/cost_sensitivity/2/return_pct").asDouble());
    assertThat(clean.fingerprint()).isNull();
    assertThat(outside.digest()).isEqualTo(best.digest()).isEqualTo(clean.digest());
  }

  private static RunFigures figures(RunDesk desk, JsonNode answer) {
    return Objects.requireNonNull(desk.run(answer.path("kept").asText()).orElseThrow().figures());
  }

  @Test
  void aRunOfTheDashboardIsTheCommands() throws IOException, Refused {
    RunDesk desk = desk();
    assertThat(desk.stores().getFirst().name()).isEqualTo("spot");
    assertThat(desk.stores().getFirst().symbols()).containsOnlyKeys("BTCUSDT");
    String id = start(desk, "backtest " + RUN + " --param fast=5");
    RunFigures figures = done(desk, id);
    assertThat(belay("backtest " + RUN + " --param fast=5 --json")).isZero();
    assertThat(figures.fingerprint()).isEqualTo(json().path("fingerprint").asText());
    assertThat(desk.report(id)).isPresent();
    String same =
        desk.start(new Order("backtest", null, List.of("--strategy=none"), "test", "request 0"));
    assertThat(same).as("the same request again").isEqualTo(id);
    desk.delete(id);
    assertThat(desk.runs()).isEmpty();
    try (Stream<Path> left = Files.list(home.resolve("research/runs"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void progressIsToldAndACancelLetsTheNextBegin() throws Refused {
    RunDesk desk = desk();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(start(desk, "sweep " + LONG));
    }
    StoredRun running =
        await(desk, ids.getFirst(), run -> run.progress() != null && run.progress().done() > 0);
    assertThat(Objects.requireNonNull(running.progress()).stage()).isEqualTo("sweep");
    assertThat(running.progress().of()).isEqualTo(249 * 351);
    assertThat(desk.run(ids.getLast()).orElseThrow().state()).isEqualTo(RunState.WAITING);
    assertThatThrownBy(() -> desk.delete(ids.getFirst()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("cancel it first");

    assertThat(desk.cancel(ids.getFirst())).isTrue();
    assertThat(desk.run(ids.getFirst()).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
    assertThat(desk.cancel(ids.getFirst())).isFalse();
    assertThat(desk.cancel(ids.get(1))).isTrue();
    await(desk, ids.getLast(), run -> run.progress() != null);
    desk.close();
    assertThat(desk.run(ids.getLast()).orElseThrow().state()).isEqualTo(RunState.BROKEN_OFF);
  }

  @Test
  void whatABelayThatWasKilledHasLeftIsStartedAgain() throws IOException, Refused {
    RunDesk desk = desk();
    String id = start(desk, "backtest " + RUN);
    done(desk, id);
    Path state = home.resolve("research/runs").resolve(id).resolve("state.json");
    Files.writeString(
        state, "{\"state\": \"running\", \"owner\": {\"pid\": 1, \"started_at\": 1}}");

    StoredRun left = desk().run(id).orElseThrow();
    assertThat(left.state()).isEqualTo(RunState.BROKEN_OFF);
    assertThat(left.hasReport()).isFalse();
    assertThat(desk.answer(id)).isEmpty();
    desk.again(id);
    assertThat(done(desk, id).trades()).isPositive();
    assertThatThrownBy(() -> desk.again(id))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("done");
  }

  @Test
  void aRunOnFilesIsNotStartedFromTheDashboard() throws IOException, Refused {
    assertThat(
            belay(
                "backtest "
                    + RUN.replace("--store spot", "--data " + folder.resolve("data"))
                    + " --json --keep"))
        .isZero();
    String id = json().path("kept").asText();
    Path state = home.resolve("research/runs").resolve(id).resolve("state.json");
    Files.writeString(state, Files.readString(state).replace("\"done\"", "\"failed\""));

    assertThatThrownBy(() -> desk().again(id))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("one of the home's stores")
        .hasMessageContaining("belay backtest --");
  }

  @Test
  void whatOnlyTheCandlesTellFailsWithTheCommandsWords() throws Refused {
    RunDesk desk = desk();
    String id = start(desk, "backtest " + RUN + " --from 2030-01-01");
    StoredRun failed = null;
    long end = System.nanoTime() + SOON.toNanos();
    while (failed == null && System.nanoTime() < end) {
      failed = desk.run(id).filter(run -> run.state() == RunState.FAILED).orElse(null);
    }
    assertThat(Objects.requireNonNull(failed).error())
        .startsWith("Expected at least 2 candles of BTCUSDT 1h from 2030-01-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "backtest --strategy ema-cros --store spot --symbols all --timeframe 1h; did you mean \"ema-cross\"",
        "backtest --strategy ema-cross --store spot --symbols all --timeframe 1h --param fats=3; did you mean \"fast\"",
        "backtest --strategy ema-cross --store spot --symbols all --timeframe 1h --param fast=40; fast below slow",
        "backtest --strategy ema-cross --store spot --symbols BTCUSD --timeframe 1h; did you mean \"BTCUSDT\"",
        "backtest --strategy ema-cross --store sport --symbols all --timeframe 1h; Expected a candle store in",
        "backtest --strategy ema-cross --store spot --symbols all --timeframe 2h; Expected an interval",
        "backtest --strategy ema-cross --store spot --symbols all --timeframe 1h --train 9d; Unknown option",
        "backtest --strategy ema-cross --store spot --symbols all --timeframe 1h --from then; Expected a day",
        "backtest --strategy ema-cross --symbols all --timeframe 1h; Expected either --data DIR or --store NAME",
        "backtest --store spot --symbols all --timeframe 1h; Missing required option",
        "sweep --strategy ema-cross --store spot --symbols all --timeframe 1h --grid fast=x; Expected NAME=FROM..TO",
        "sweep --strategy ema-cross --store spot --symbols all --timeframe 1h --grid fast=1..900 --grid slow=2..900; at most 100,000 combinations",
        "walk-forward --strategy ema-cross --store spot --symbols all --timeframe 1h --grid fast=2..3 --train long --test 1d; Expected a duration",
        "bias-check --strategy ema-cross --store spot --symbols all --timeframe 1h --samples 0; Expected --samples from 1",
      })
  void theRulesAreTheCommands(String line, String message) {
    RunDesk desk = desk();
    assertThatThrownBy(() -> start(desk, line))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.isConflict()).isFalse())
        .hasMessageContaining(message);
    assertThat(desk.runs()).isEmpty();
    assertThat(belay(line)).isBetween(2, 3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
  }

  @Test
  void aRunEndsWithTheProcessThatWantsIt() throws IOException, InterruptedException, Refused {
    RunDesk desk = desk();
    String id = start(desk, "backtest " + RUN);
    done(desk, id);
    Process parent = new ProcessBuilder("sleep", "120").start();
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.belay.app.cli.Main"));
    words.addAll(List.of(("sweep " + LONG).split(" ", -1)));
    words.addAll(List.of("--home=" + home, "--run=" + id, "--parent=" + parent.pid()));
    Process run = new ProcessBuilder(words).redirectErrorStream(true).start();
    Path progress = home.resolve("research/runs").resolve(id).resolve("progress.json");
    long end = System.nanoTime() + SOON.toNanos();
    while (!Files.readString(progress).contains("sweep") && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(run.isAlive()).isTrue();
    parent.destroyForcibly();
    assertThat(run.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(130);
  }
}
