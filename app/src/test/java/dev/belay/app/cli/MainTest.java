package dev.belay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.belay.app.base.Json;
import dev.belay.app.home.BelayHome;
import dev.belay.app.temporal.TemporalMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<RunOptions> runs = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private @Nullable String person;
  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void forgetLogging() {
    System.clearProperty("belay.logs");
    System.clearProperty("logback.configurationFile");
  }

  private int belay(String... args) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("BELAY_HOME", folder.toString(), "BELAY_CACHE", folder + "/cache"),
            person == null ? null : new StringReader(person));
    return Main.run(
        args,
        console,
        () ->
            options -> {
              runs.add(options);
              return 0;
            });
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void demoHasTheDefaultsOfTheContract() {
    assertThat(belay("demo")).isZero();

    assertThat(runs)
        .containsExactly(
            new RunOptions(
                RunOptions.Verb.DEMO,
                folder,
                8082,
                null,
                MarketFlags.NONE,
                null,
                TemporalMode.AUTO,
                SystemFlags.of("portfolio"),
                null,
                PartFlags.NONE,
                LiveFlags.NONE,
                null,
                null,
                false));
  }

  @Test
  void everyFlagArrives() {
    int code =
        belay(
            "up",
            "--for",
            "90s",
            "--market",
            "synthetic",
            "--scenario",
            "crash",
            "--seed",
            "-3",
            "--speed",
            "12",
            "--temporal",
            "memory",
            "--systems",
            "portfolio",
            "--config",
            "/c.yaml",
            "--failpoints",
            "a.b:1",
            "--keep-texts",
            "keep",
            "--home",
            folder.resolve("h").toString(),
            "--port",
            "9000",
            "--json");

    assertThat(code).isZero();
    assertThat(runs)
        .containsExactly(
            new RunOptions(
                RunOptions.Verb.UP,
                folder.resolve("h"),
                9000,
                Duration.ofSeconds(90),
                new MarketFlags(new MarketChoice.Synthetic(), null, RunOptions.Scenario.CRASH, -3L),
                12,
                TemporalMode.MEMORY,
                SystemFlags.of("portfolio"),
                Path.of("/c.yaml"),
                PartFlags.NONE,
                LiveFlags.NONE,
                "a.b:1",
                0,
                true));
  }

  @Test
  void aPartsFlagsArrive() {
    assertThat(belay("worker")).isZero();
    assertThat(
            belay(
                "worker",
                "--roles",
                "venue,market-data",
                "--port",
                "9001",
                "--listen",
                "0.0.0.0",
                "--simulator",
                "http://simulator:8081/"))
        .isZero();
    assertThat(belay("api", "--hosts", "Belay.example.org,api:8082")).isZero();

    assertThat(runs.get(0).part().roles()).isEqualTo(Role.all());
    assertThat(runs.get(0).port()).isEqualTo(8083);
    assertThat(runs.get(1).part())
        .isEqualTo(
            new PartFlags(
                "0.0.0.0",
                List.of(),
                URI.create("http://simulator:8081"),
                Set.of(Role.VENUE, Role.MARKET_DATA)));
    assertThat(runs.get(1).port()).isEqualTo(9001);
    assertThat(runs.get(2).part().hosts()).containsExactly("belay.example.org", "api:8082");
    assertThat(runs).allMatch(run -> run.temporal() == TemporalMode.ADDRESS);
  }

  @Test
  void aReplayArrivesWithItsBegin() {
    assertThat(belay("demo", "--market", "replay:" + folder, "--from", "2022-11-06T00:00:00Z"))
        .isZero();

    assertThat(runs)
        .extracting(RunOptions::market)
        .containsExactly(
            new MarketFlags(
                new MarketChoice.Replay(folder),
                Instant.parse("2022-11-06T00:00:00Z"),
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          verify|--home --json --market --simulator|--from --scenario --seed --speed --port --for --temporal --config --systems
          parity|--home --json --market|--simulator --from --scenario --seed --speed --port --for --temporal --config --systems
          replay-decisions|--home --json --agent --model --prompt --from --to --max-usd --market|--seed --speed --port --for --temporal --config --systems
          models test|--home --json --config|--market --seed --speed --port --for --temporal --systems
          simulator|--home --json --port --for --listen --market --from --scenario --seed --speed --alts|--temporal --config --systems
          api|--home --json --port --for --listen --hosts --simulator|--market --config --roles --temporal
          worker|--home --json --port --for --listen --roles --simulator --config --systems --amplifier-config|--market --hosts --temporal
          demo|--home --json --port --for --market --from --scenario --seed --speed --temporal --config --systems|--wait
          """)
  void aVerbExplainsItsOwnFlagsAndNoOthers(String verb, String own, String others) {
    List<String> line = new ArrayList<>(List.of(verb.split(" ", -1)));
    line.add("--help");

    assertThat(belay(line.toArray(String[]::new))).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(own.split(" ", -1))
        .doesNotContain(others.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo --for 90|Expected a duration above zero such as 90s
          demo --for 0s|was "0s"
          demo --market nasdaq|Expected synthetic, replay:DIR or live, was "nasdaq"
          demo --market replay:|was "replay:"
          demo --from yesterday|Expected an instant such as
          demo --from 2022-11-06T00:00:00Z|only with --market replay:DIR
          demo --market replay:d --seed 3|Expected --seed only with a synthetic market
          demo --market replay:d --scenario calm|Expected --scenario only with a synthetic market
          demo --scenario sideways|Expected mixed, calm, bull or crash
          demo --speed 0|Expected a whole number from 1 to 3600, was "0"
          demo --port 70000|Expected a whole number from 1 to 65535
          demo --temporal cloud|Expected auto, address, executable, obtain or memory
          demo --systems race|the other systems are not ready
          demo --sped 3|--sped
          frobnicate|frobnicate
          models|Expected `belay models test`
          position|Expected `belay position list|
          position close|POSITION
          agent fire qwen_single|fire
          halt now|now
          verify --seed 7|--seed
          verify --port 1|--port
          parity --simulator http://there:8081|--simulator
          parity --seed 7|--seed
          replay-decisions --agent a --from 2020-01-01 --to 2020-01-02|--max-usd
          replay-decisions --agent a --max-usd 1 --to 2020-01-02|--from
          replay-decisions --agent a --from 2020-01-03 --to 2020-01-02 --max-usd 1|Expected --from before --to
          simulator --systems portfolio|--systems
          simulator --listen anywhere|Expected the number of an address
          worker --roles trader|Expected a list of orchestration, market-data, venue, models and compute
          worker --roles venue --config c.yaml|Expected --config only with the role orchestration
          worker --simulator ftp://there|Expected an address such as http://simulator:8081
          worker --simulator http://me:secret@there|Expected an address such as http://simulator:8081
          api --hosts http://belay|Expected names such as belay.example.org
          models test --market synthetic|--market
          """)
  void wrongUsageIsTwoAndGoesToStandardError(String line, String expected) {
    assertThat(belay(line.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(expected);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(runs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "halt", "resume", "flatten", "token", "down"})
  void withoutARunningBelayCommandsEndWithFour(String verb) throws IOException {
    assertThat(belay(verb)).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("No Belay is running in " + folder);

    assertThat(belay(verb, "--json")).isEqualTo(4);
    assertThat(json().path("exit_code").asInt()).isEqualTo(4);
  }

  @Test
  void everyVerbExplainsItselfWithTheExitCodes() {
    for (String verb : List.of("demo", "up", "down", "status", "doctor", "temporal", "token")) {
      assertThat(belay(verb, "--help")).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("Exit codes:", "no Belay is running", "130");
    }
    assertThat(belay("--help")).isZero();
    assertThat(belay()).isEqualTo(2);
  }

  private HttpServer api(int status, String body) throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    api.start();
    return api;
  }

  @Test
  void commandsAskTheHomesBelayWithItsToken() throws IOException {
    HttpServer api = api(200, "{\"message\":\"No new entries.\",\"id\":\"x\"}");
    try (BelayHome home = BelayHome.open(folder)) {
      home.publish("1", "http://127.0.0.1:" + api.getAddress().getPort(), null);
      String bearer = "Bearer " + home.token();

      assertThat(belay("halt")).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("No new entries.");
      assertThat(belay("status", "--json")).isZero();
      assertThat(json().path("id").asText()).isEqualTo("x");
      assertThat(belay("token")).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .startsWith("http://localhost:" + api.getAddress().getPort() + "/#token=" + home.token());

      assertThat(requests)
          .containsExactly("POST /api/portfolio/halt " + bearer, "GET /api/portfolio " + bearer);
    } finally {
      api.stop(0);
    }
  }

  @Test
  void aRefusalOfTheApiIsToldWithItsDetail() throws IOException {
    HttpServer api = api(409, "{\"title\":\"Conflict\",\"detail\":\"The venue is not flat.\"}");
    try (BelayHome home = BelayHome.open(folder)) {
      home.publish("1", "http://127.0.0.1:" + api.getAddress().getPort(), null);
      home.token();

      assertThat(belay("resume", "--json")).isEqualTo(1);
      assertThat(json().path("error").asText()).contains("409", "The venue is not flat.");
    } finally {
      api.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          position list --agent qwen_single            | GET /api/positions?agent=qwen_single |
          position close main.a/BTCUSDT/3 --pct 50     | POST /api/positions/main.a%2FBTCUSDT%2F3/close | {"pct":50.0}
          position close x --quantity 0.5 --reason why | POST /api/positions/x/close | {"reason":"why","quantity":"0.5"}
          position stop x 49000.5 --by ann             | POST /api/positions/x/stop | {"by":"ann","price":"49000.5"}
          position target x none                       | POST /api/positions/x/target | {"price":null}
          order list                                   | GET /api/orders?limit=50 |
          order cancel babc                            | DELETE /api/orders/babc | {}
          agent list                                   | GET /api/agents |
          agent pause a                                | POST /api/agents/a/pause | {}
          agent resume a                               | POST /api/agents/a/resume | {}
          agent exit a --yes                           | POST /api/agents/a/exit | {}
          agent disable a --yes                        | POST /api/agents/a/disable | {}
          agent enable a                               | POST /api/agents/a/enable | {}
          agent set a --interval 5m --limit max_positions=2 | PATCH /api/agents/a | {"interval_seconds":300,"limits":{"max_positions":2}}
          agent add a --model m --leverage 3 --capital 100  | POST /api/agents | {"id":"a","model":"m","leverage":3,"capital":"100"}
          allocation custom --weights a=30,b=70        | POST /api/portfolio/allocation | {"scheme":"custom","weights":{"a":30,"b":70}}
          rebalance --yes                              | POST /api/portfolio/rebalance | {}
          review list                                  | GET /api/reviews |
          flatten                                      | POST /api/portfolio/flatten | {}
          """)
  void everyVerbAsksForOneThing(String line, String request, @Nullable String body)
      throws IOException {
    HttpServer api = api(200, "{\"message\":\"So it will be.\",\"items\":[]}");
    try (BelayHome home = BelayHome.open(folder)) {
      home.publish("1", "http://127.0.0.1:" + api.getAddress().getPort(), null);
      home.token();

      assertThat(belay((line + " --json").split(" +", -1)))
          .as(err.toString(StandardCharsets.UTF_8))
          .isZero();
      assertThat(json().path("message").asText()).isEqualTo("So it will be.");
      assertThat(belay(line.split(" +", -1))).isZero();
      assertThat(requests).hasSize(2).allMatch(asked -> asked.startsWith(request + " "));
      if (body != null) {
        assertThat(Json.mapper().readTree(bodies.getFirst()))
            .isEqualTo(Json.mapper().readTree(body));
      }
    } finally {
      api.stop(0);
    }
  }

  @Test
  void whatCannotBeUndoneIsAskedAtATerminal() throws IOException {
    HttpServer api = api(202, "{\"message\":\"It is being closed.\"}");
    try (BelayHome home = BelayHome.open(folder)) {
      home.publish("1", "http://127.0.0.1:" + api.getAddress().getPort(), null);
      home.token();
      for (String line : List.of("flatten", "position close x", "agent exit a")) {
        requests.clear();
        person = "n\n";
        assertThat(belay(line.split(" ", -1))).isEqualTo(130);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("[y/N]", "Nothing was done");
        assertThat(requests).isEmpty();

        person = "y\n";
        assertThat(belay(line.split(" ", -1))).isZero();
        person = "";
        assertThat(belay((line + " --yes").split(" ", -1))).isZero();
        assertThat(requests).hasSize(2);
      }
    } finally {
      api.stop(0);
    }
  }

  @Test
  void badInputForTheApiIsThree() throws IOException {
    HttpServer api = api(422, "{\"title\":\"x\",\"detail\":\"Expected below 5, was 6.\"}");
    try (BelayHome home = BelayHome.open(folder)) {
      home.publish("1", "http://127.0.0.1:" + api.getAddress().getPort(), null);
      home.token();

      assertThat(belay("position", "stop", "x", "6", "--json")).isEqualTo(3);
      assertThat(json().path("error").asText()).contains("Expected below 5");
    } finally {
      api.stop(0);
    }
  }

  @Test
  void doctorSaysWhatIsWrong() throws IOException {
    Path broken = Files.writeString(folder.resolve("fund.yaml"), "name: Main\n");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code =
          belay(
              "doctor",
              "--json",
              "--port",
              String.valueOf(taken.getLocalPort()),
              "--config",
              broken.toString());

      assertThat(code).isEqualTo(1);
      assertThat(json().path("healthy").asBoolean()).isFalse();
      assertThat(json().path("checks"))
          .filteredOn(check -> check.path("state").asText().equals("fail"))
          .extracting(check -> check.path("subject").asText())
          .contains("port", "configuration");
    }
  }

  @Test
  void temporalSaysWhichAndWhy() throws IOException {
    assertThat(belay("temporal", "--json", "--temporal", "memory")).isZero();
    assertThat(json().path("kind").asText()).isEqualTo("memory");
    assertThat(json().path("durable").asBoolean()).isFalse();
    assertThat(json().path("running").asBoolean()).isFalse();

    assertThat(belay("temporal")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("The next start would take:", "v1.5.1");
  }

  @Test
  void versionIsOneDocument() throws IOException {
    assertThat(belay("version", "--json")).isZero();
    assertThat(json().path("postgres").asText()).isEqualTo("17.11");
  }
}
