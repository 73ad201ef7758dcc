package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.DayVolumes;
import dev.belay.activities.venue.LivePrices;
import dev.belay.activities.venue.SimulatorAccounts;
import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.activities.venue.VenueKey;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.LiveFlags;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.SystemFlags;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.Ports;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.data.CandleStore;
import dev.belay.domain.amplifier.DeskLimits;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.portfolio.TradingMode;
import dev.belay.domain.position.ExitReason;
import dev.belay.ledger.read.PositionRow;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.FakeModelServer;
import dev.belay.testing.TestPostgres;
import dev.belay.workflows.amplifier.CollectWorkflow;
import dev.belay.workflows.amplifier.CollectWorkflow.CollectInput;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import dev.belay.workflows.wire.LaunchActivities.ReconcileLaunch;
import dev.belay.workflows.wire.TaskQueues;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Testnet and live, with a simulator in the exchange's place: one account for all agents. */
@Tag("crash")
class ModesTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** A desk looks every five minutes of the wall clock, and a vote comes before its first entry. */
  private static final Duration TWO_CYCLES = Duration.ofMinutes(13);

  private static final String SECRET = "a secret of the exchange";
  private static final String ACCOUNT = "somebody";
  private static final Usdt WALLET = Usdt.of("12345.678");
  private static final String SENTENCE = "trade live with two";

  @TempDir Path folder;
  private final FakeModelServer model = FakeModelServer.start();
  private final SimulatorServer prices =
      serve(SyntheticMarket.beginningAt(11, Scenario.MIXED, Instant.now()));
  private final LiveMarket quotes =
      LiveMarket.open(
          new MarketSpec.Live(Instant.now().truncatedTo(ChronoUnit.MINUTES)),
          LivePrices.Addresses.of(URI.create("http://127.0.0.1:" + prices.port())),
          asked -> Set.of(Symbol.of("BTCUSDT"), Symbol.of("ETHUSDT")),
          Set.of(),
          InstantSource.system());

  /** It fills on quotes, so that nothing waits for the end of a candle. */
  private SimulatorServer exchange = serve(quotes);

  private final List<AutoCloseable> opened =
      new ArrayList<>(List.of(model, exchange, quotes, prices));
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private @Nullable BinanceTransport transport;

  private static SimulatorServer serve(Market market) {
    SimulatorServer server =
        new SimulatorServer(
            TestPostgres.newDatabase(),
            TestPostgres.USER,
            "",
            market,
            SimulatorServer.Options.of(0, SECRET, 1),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    return server;
  }

  @BeforeEach
  void start() {
    openAccount();
  }

  /** At the exchange there is, whose address and key Belay gets. */
  private void openAccount() {
    URI address = URI.create("http://127.0.0.1:" + exchange.port());
    BinanceTransport calls = VenueMarket.transport(address, VenueProfile.PAPER);
    transport = calls;
    opened.addFirst(calls);
    VenueKey key = new SimulatorAccounts(calls, SECRET, account -> WALLET).open(ACCOUNT, WALLET);
    environment.putAll(
        Map.of(
            "BELAY_EXCHANGE_URL", address.toString(),
            "BELAY_EXCHANGE_SPOT_URL", address.toString(),
            "BELAY_EXCHANGE_STREAMS_URL", address.toString().replace("http", "ws"),
            "BELAY_EXCHANGE_KEY", key.apiKey(),
            "BELAY_EXCHANGE_SECRET", key.secret(),
            "BELAY_TEST_MODEL_KEY", "none"));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  @Test
  void agentsShareAnAccountAndASymbolIsOneOfTheirs() throws Exception {
    signWithAPrivateKey();
    model.then(FakeModelServer.reply(openLong("BTCUSDT", "300")));
    Usdt left;
    try (BelayHome home = BelayHome.open(folder.resolve("home"));
        TradingStack stack = open(home, config("testnet", ""), LiveFlags.NONE)) {
      stack.trade();
      PositionRow position = await("a guarded position", () -> guarded(stack));
      await("another agent to be refused", () -> refused(stack, "SYMBOL_TAKEN"));
      assertThat(stack.venue().ledger().mode).isEqualTo(TradingMode.TESTNET);
      assertThat(audit().positions()).hasSize(1);
      assertThat(positionsOf(stack)).containsExactly(position.account());
      assertThat(reconciledCases(stack)).isEmpty();

      model.then(FakeModelServer.reply("{\"reasoning\":\"enough\",\"decisions\":[]}"));
      for (String agent : List.of("one", "other")) {
        assertThat(stack.venue().ledger().roster.agent("two", agent).enabled()).isTrue();
      }
      stack.launcher().closePosition(new CloseCommand(position.id(), ExitReason.COMMAND));
      await(
          "the position to be closed",
          () -> Optional.of(stack).filter(s -> positionsOf(s).isEmpty()));
      assertThat(reconciledCases(stack)).isEmpty();
      left = putInAndTakenOut(stack);
    }
    assertThat(audit().walletBalance()).as("to the last digit").isEqualTo(left);
    assertThat(left).isNotEqualTo(WALLET);

    try (BelayHome home = BelayHome.open(folder.resolve("home"))) {
      assertThatThrownBy(() -> open(home, config("paper", ""), LiveFlags.NONE))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("Expected mode: testnet");
      try (TradingStack again = open(home, null, LiveFlags.NONE)) {
        assertThat(again.venue().ledger().mode).isEqualTo(TradingMode.TESTNET);
      }
    }
  }

  @Test
  void aDeskHasAnAccountOfItsOwnOnTestnet() throws Exception {
    listCoins();
    Path named = desk("name: alts\n");
    SystemFlags both = new SystemFlags(List.of("portfolio", "amplifier"), named);
    SystemFlags alone = new SystemFlags(List.of("amplifier"), named);
    try (BelayHome home = BelayHome.open(folder.resolve("home"))) {
      assertThatThrownBy(() -> open(home, config("testnet", ""), LiveFlags.NONE, both))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("Expected the amplifier alone on testnet");
    }
    try (BelayHome home = BelayHome.open(folder.resolve("own"));
        TradingStack stack = open(home, config("testnet", ""), LiveFlags.NONE, alone)) {
      stack.trade();
      assertThat(reconciledCases(stack)).isEmpty();
      assertThat(stack.venue().ledger().shares.accounts()).containsExactly("alts.desk");
      assertThat(stack.venue().ledger().shares.cash("alts.desk")).isEqualTo(Usdt.of("2000"));
      assertThat(stack.venue().ledger().shares.expected()).isEqualTo(WALLET);
      assertThat(stack.venue().prices()).as("prices for research").isEmpty();
    }
    try (BelayHome home = BelayHome.open(folder.resolve("own"))) {
      aDeskKeepsItsNameAndItsCapital(home);
      aDeskTradesByTheFileOfItsLastStart(home);
    }
    assertThat(audit().orders()).isEmpty();
  }

  private void aDeskKeepsItsNameAndItsCapital(BelayHome home) throws IOException {
    Path another = desk("name: others\n");
    assertThatThrownBy(() -> openDesk(home, another))
        .hasMessageContaining("Expected name: alts")
        .hasMessageContaining("was others; nothing was changed");
    Path richer =
        Files.writeString(another, Files.readString(desk("name: alts\n")).replace("2000", "3000"));
    assertThatThrownBy(() -> openDesk(home, richer)).hasMessageContaining("Expected capital: 2000");
  }

  private void aDeskTradesByTheFileOfItsLastStart(BelayHome home) throws IOException {
    Path changed = desk("name: alts\nlimits: {cool_off: 48h}\n");
    try (TradingStack stack = openDesk(home, changed)) {
      assertThat(limitsOf(stack).coolOff()).isEqualTo(Duration.ofHours(48));
    }
    try (TradingStack stack = openDesk(home, null)) {
      assertThat(stack.venue().ledger().recovery.desks()).containsExactly("alts");
      assertThat(limitsOf(stack).coolOff()).isEqualTo(Duration.ofHours(48));
      assertThat(stack.venue().ledger().desks.configuration("alts"))
          .contains(Files.readString(changed));
    }
  }

  private TradingStack openDesk(BelayHome home, @Nullable Path file) {
    return open(home, null, LiveFlags.NONE, new SystemFlags(List.of("amplifier"), file));
  }

  private static DeskLimits limitsOf(TradingStack stack) {
    return stack.venue().ledger().desks.find("alts").orElseThrow().spec().limits();
  }

  @Test
  void aDeskTradesRealMoneyOnlyAfterAHistoryOfTheSameConfiguration() throws Exception {
    listCoins();
    SystemFlags alone = new SystemFlags(List.of("amplifier"), desk());
    Path config = config("live", "");
    String own = LiveGate.print(Files.readString(desk()));
    try (BelayHome home = BelayHome.open(folder.resolve("home"))) {
      assertThatThrownBy(() -> open(home, config, confirmed(null), alone))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("Expected a recorded history of the amplifier")
          .hasMessageContaining("belay amplifier history --json");
      Map<String, Path> refused =
          Map.of(
              "the same configuration", history("testnet", "live", LiveGate.print("other"), 20),
              "prices of an exchange", history("paper", "synthetic", own, 20),
              "a history of 14 days", history("testnet", "live", own, 13),
              "what `belay amplifier history --json` says", history("", "live", own, 20));
      refused.forEach(
          (why, file) ->
              assertThatThrownBy(() -> open(home, config, confirmed(file), alone))
                  .isInstanceOf(OperatorException.class)
                  .hasMessageContaining(why)
                  .hasMessageContaining("nothing was begun"));

      LiveFlags fit = confirmed(history("paper", "live", own, 14));
      try (TradingStack stack = open(home, config, fit, alone)) {
        stack.trade();
        assertThat(stack.venue().ledger().mode).isEqualTo(TradingMode.LIVE);
        assertThat(stack.venue().ledger().shares.accounts()).containsExactly("amplifier.desk");
        assertThat(reconciledCases(stack)).isEmpty();
        assertCandlesAreGathered(stack, home);
      }
      try (TradingStack again = open(home, null, LiveFlags.NONE, alone)) {
        assertThat(again.venue().ledger().mode).as("let in before").isEqualTo(TradingMode.LIVE);
      }
      Path changed = desk("limits: {cool_off: 48h}\n");
      assertThatThrownBy(() -> openDesk(home, changed))
          .hasMessageContaining("Expected a recorded history of the amplifier");
    }
    assertThat(audit().orders()).isEmpty();
  }

  /** As the Schedule does every hour; a server in memory has none. */
  private static void assertCandlesAreGathered(TradingStack stack, BelayHome home)
      throws InterruptedException {
    WorkflowOptions once =
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.collect("amplifier", "test"))
            .setTaskQueue(TaskQueues.ORCHESTRATION)
            .build();
    CollectWorkflow collect = stack.client().newWorkflowStub(CollectWorkflow.class, once);
    var unused =
        WorkflowClient.start(
            collect::run, new CollectInput(stack.venue().ledger().installation.id(), "amplifier"));
    CandleStore store =
        CandleStore.create(home.directory().resolve("research").resolve(AmplifierStack.STORE));
    await(
        "candles of a second coin",
        () -> Optional.of(store.contents().keySet()).filter(coins -> coins.size() > 1));
  }

  private static LiveFlags confirmed(@Nullable Path history) {
    return new LiveFlags(false, SENTENCE, history);
  }

  private Path history(String mode, String prices, String configuration, int days)
      throws IOException {
    return Files.writeString(
        Files.createTempFile(folder, "history", ".json"),
        """
        {"desk": "amplifier", "mode": "%s", "prices": "%s", "configuration": "%s",
         "first_at": "2026-10-01T00:00:00Z", "last_at": "2026-10-20T00:00:00Z", "cycles": 5000,
         "days": %d}
        """
            .formatted(mode, prices, configuration, days));
  }

  @Test
  @Tag("long")
  void aDeskTradesOnTestnet() throws Exception {
    listCoins();
    model.then(
        FakeModelServer.reply(
            "{\"vote\":\"trade\",\"aggressiveness\":\"moderate\",\"confidence\":0.9,\"reasoning\":\"up\"}"));
    SystemFlags alone = new SystemFlags(List.of("amplifier"), desk());
    try (BelayHome home = BelayHome.open(folder.resolve("home"));
        TradingStack stack = open(home, config("testnet", ""), LiveFlags.NONE, alone)) {
      stack.trade();
      PositionRow position =
          await("a guarded position", TWO_CYCLES, () -> guarded(stack, "amplifier"));
      assertThat(position.account()).isEqualTo("amplifier.desk");
      assertThat(audit().positions()).isNotEmpty();
      assertThat(reconciledCases(stack)).isEmpty();
      stack.launcher().tellDesk("amplifier", desk -> desk.exitAll("test"));
      await("all to be closed", () -> Optional.of(1).filter(x -> audit().positions().isEmpty()));
      assertThat(openCases(stack)).isEmpty();
    }
    assertThat(audit().walletBalance()).isNotEqualTo(WALLET);
  }

  /** From now on the exchange lists the small coins, and fills on their quotes. */
  private void listCoins() {
    SimulatorServer coins =
        serve(
            SyntheticMarket.beginningAt(
                    11, Scenario.MIXED, Instant.now().minus(Duration.ofMinutes(3)))
                .withAlts());
    opened.addFirst(coins);
    LiveMarket market =
        LiveMarket.open(
            new MarketSpec.Live(Instant.now().truncatedTo(ChronoUnit.MINUTES)),
            LivePrices.Addresses.of(URI.create("http://127.0.0.1:" + coins.port())),
            calls -> DayVolumes.read(calls).keySet(),
            Set.of(),
            InstantSource.system());
    opened.addFirst(market);
    exchange = serve(market);
    opened.addFirst(exchange);
    openAccount();
  }

  @Test
  void realMoneyNeedsAKeyThatCannotWithdrawAndTheSentence() throws Exception {
    Path config = config("live", "live: {first_days: 3, first_days_notional: 250}");
    try (BelayHome home = BelayHome.open(folder.resolve("home"))) {
      shown("\"withdrawals\": true, \"hedge\": true, \"fee_burn\": true");
      assertThatThrownBy(() -> open(home, config, new LiveFlags(false, SENTENCE, null)))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("can't withdraw")
          .hasMessageContaining("one-way")
          .hasMessageContaining("BNB");
      shown("");
      assertThatThrownBy(() -> open(home, config, LiveFlags.NONE))
          .hasMessageContaining("--confirm-live \"trade live with two\"");
      assertThatThrownBy(() -> open(home, config, new LiveFlags(false, "yes", null)))
          .hasMessageContaining("nothing was begun");
      model.then(FakeModelServer.reply(openLong("BTCUSDT", "300")));
      try (TradingStack stack = open(home, config, new LiveFlags(false, SENTENCE, null))) {
        stack.trade();
        await("the first days' limit", () -> refused(stack, "NOTIONAL_EXCEEDS_FIRST_DAYS"));
      }
      assertThat(audit().orders()).isEmpty();
      // Confirmed once for this key.
      open(home, null, LiveFlags.NONE).close();
    }
  }

  @Test
  void aDryRunSignsAndSendsNothing() throws Exception {
    model.then(FakeModelServer.reply(openLong("BTCUSDT", "200")));
    try (BelayHome home = BelayHome.open(folder.resolve("home"));
        TradingStack stack = open(home, config("live", ""), new LiveFlags(true, null, null))) {
      stack.trade();
      await("a signed order", () -> rejected(stack));
    }
    assertThat(audit().orders()).isEmpty();
  }

  /**
   * Money moved at the exchange is besides the fund's; what the fund has nobody may take unseen.
   */
  private Usdt putInAndTakenOut(TradingStack stack) throws Exception {
    Usdt before = stack.venue().ledger().shares.expected();
    transfer("in", "250.5");
    transfer("out", "-1000");
    assertThat(openCases(stack)).isEmpty();
    Usdt expected = stack.venue().ledger().shares.expected();
    assertThat(expected).isEqualTo(before.plus(Usdt.of("-749.5")));

    transfer("too much", "-11000");
    // One look books what was taken out, the next finds what is missing.
    assertThat(openCases(stack)).isEmpty();
    assertThat(openCases(stack)).singleElement().asString().contains("BALANCE_DRIFT", "-");
    transfer("back", "11000");
    assertThat(openCases(stack)).isEmpty();
    assertThat(stack.venue().ledger().shares.expected()).isEqualTo(expected);
    return expected;
  }

  private void transfer(String id, String amount) throws IOException, InterruptedException {
    post(
        "/sim/v1/transfers",
        "{\"id\": \"%s\", \"account\": \"%s\", \"amount\": \"%s\"}"
            .formatted(id.replace(' ', '-'), ACCOUNT, amount));
  }

  private TradingStack open(BelayHome home, @Nullable Path config, LiveFlags live) {
    return open(home, config, live, SystemFlags.of("portfolio"));
  }

  private TradingStack open(
      BelayHome home, @Nullable Path config, LiveFlags live, SystemFlags systems) {
    return TradingStack.start(
        options(home.directory(), config, live, systems),
        home,
        CacheFolder.locate(environment),
        environment);
  }

  private static List<String> positionsOf(TradingStack stack) {
    return List.of("two.one", "two.other").stream()
        .filter(account -> !stack.venue().access().trading().positions(account).isEmpty())
        .toList();
  }

  private static Optional<PositionRow> guarded(TradingStack stack) {
    return guarded(stack, "two");
  }

  private static Optional<PositionRow> guarded(TradingStack stack, String portfolio) {
    return stack.venue().ledger().reader.openPositions(portfolio, List.of()).stream()
        .filter(row -> row.stopConfirmedAt() != null)
        .findFirst();
  }

  private static Optional<String> refused(TradingStack stack, String code) {
    return stack
        .venue()
        .ledger()
        .database
        .read(
            sql ->
                sql.first(
                    "SELECT refusal_detail FROM belay.decision_elements WHERE refusal_code = ?",
                    r -> r.text("refusal_detail"),
                    code));
  }

  private static Optional<String> rejected(TradingStack stack) {
    return stack
        .venue()
        .ledger()
        .database
        .read(
            sql ->
                sql.first(
                    "SELECT reason FROM belay.orders WHERE status = 'REJECTED' AND reason LIKE 'DRY_RUN%'",
                    r -> r.text("reason")));
  }

  /** What a whole reconciliation has ever found, mended or not. */
  private static List<String> reconciledCases(TradingStack stack) throws InterruptedException {
    return cases(stack, false);
  }

  /** What it can't mend. */
  private static List<String> openCases(TradingStack stack) throws InterruptedException {
    return cases(stack, true);
  }

  private static List<String> cases(TradingStack stack, boolean openOnly)
      throws InterruptedException {
    Instant asked = Instant.now();
    stack.launcher().reconcile(new ReconcileLaunch("two", "test-" + asked.toEpochMilli()));
    await(
        "a reconciliation",
        () ->
            stack
                .venue()
                .ledger()
                .database
                .read(
                    sql ->
                        sql.first(
                            "SELECT 1 AS one FROM belay.reconciliations WHERE began_at >= ?",
                            r -> r.integer("one"),
                            asked)));
    return stack.venue().ledger().reader.cases("two", openOnly, 100).stream()
        .map(row -> row.kind() + " " + row.detail())
        .toList();
  }

  private SimulatorAudit.Account audit() {
    return new SimulatorAudit(Objects.requireNonNull(transport), SECRET).of(ACCOUNT);
  }

  /** Sets what the exchange says of the key and the account. */
  private void shown(String settings) throws IOException, InterruptedException {
    post(
        "/sim/v1/keys",
        "{\"account\": \"%s\"%s}".formatted(ACCOUNT, settings.isEmpty() ? "" : ", " + settings));
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exchange.port() + path))
            .header("X-SIM-ADMIN", SECRET)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /** From now on with Ed25519; what the exchange knows is the public key. */
  private void signWithAPrivateKey() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    shown("\"public_key\": \"%s\"".formatted(pem("PUBLIC", pair.getPublic()).replace("\n", "\\n")));
    environment.put("BELAY_EXCHANGE_SECRET", pem("PRIVATE", pair.getPrivate()));
  }

  private static String pem(String kind, Key key) {
    return "-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n"
        .formatted(kind, Base64.getEncoder().encodeToString(key.getEncoded()), kind);
  }

  /** An open that the limits allow, whatever the price has come to. */
  private String openLong(String symbol, String size) {
    double price;
    try (VenueMarket market =
        VenueMarket.simulated(URI.create("http://127.0.0.1:" + exchange.port()))) {
      price =
          market.data.quotes().stream()
              .filter(quote -> quote.symbol().value().equals(symbol))
              .findFirst()
              .orElseThrow()
              .mark()
              .value()
              .doubleValue();
    }
    return """
        {"reasoning": "up", "decisions": [{"symbol": "%s", "action": "open_long", "leverage": 2,
          "position_size_usd": %s, "stop_loss": %.1f, "take_profit": %.1f, "confidence": 90,
          "risk_usd": 20, "reasoning": "up"}]}"""
        .formatted(symbol, size, price * 0.95, price * 1.3);
  }

  private Path config(String mode, String more) throws IOException {
    return Files.writeString(
        folder.resolve(mode + ".yaml"),
        """
        name: two
        mode: %s
        %s
        initial_balance: 2000
        symbols: [BTCUSDT, ETHUSDT]
        models:
          - id: scripted
            name: Scripted
            family: none
            provider: custom
            base_url: %s
            key_variable: BELAY_TEST_MODEL_KEY
            model: scripted
            usd_per_million_in: 0
            usd_per_million_out: 0
            tokens_per_second: 1000
        agents:
          - {id: one, name: One, model: scripted, style: balanced, interval: 2s}
          - {id: other, name: Other, model: scripted, style: balanced, interval: 2s}
        """
            .formatted(mode, more, model.baseUrl()));
  }

  /** A desk that enters almost whatever it sees, and asks no source outside. */
  private Path desk() throws IOException {
    return desk("");
  }

  /** The same with more in it. */
  private Path desk(String more) throws IOException {
    StringBuilder models = new StringBuilder();
    for (String voter : List.of("main", "a", "b")) {
      models.append(
          """
            - id: %s
              name: %s
              family: %s
              provider: custom
              base_url: %s
              key_variable: BELAY_TEST_MODEL_KEY
              model: %s
              usd_per_million_in: 0
              usd_per_million_out: 0
              tokens_per_second: 1000
          """
              .formatted(voter, voter, voter, model.baseUrl(), voter));
    }
    return Files.writeString(
        Files.createTempFile(folder, "desk", ".yaml"),
        more
            + """
        capital: 2000
        models:
        %s
        voters: {main: main, a: a, b: b}
        entry: {exit_momentum: 1, btc_drop_pct: 50}
        scanner: {minimum_beta: 0.2, minimum_correlation: 0.1, volume_floor: 1}
        profiles: [{name: moderate, minimum_momentum: 2, beta_low: 0.2, beta_high: 50}]
        sources:
          feeds: [{name: CoinDesk, address: none}]
          cryptopanic: none
          fear_and_greed: none
          dominance: none
          on_chain: none
        """
                .formatted(models));
  }

  private static <T> T await(String what, Supplier<Optional<T>> question)
      throws InterruptedException {
    return await(what, LIMIT, question);
  }

  private static <T> T await(String what, Duration limit, Supplier<Optional<T>> question)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(250);
    }
    throw new AssertionError("Expected %s within %s".formatted(what, limit));
  }

  private static RunOptions options(
      Path home, @Nullable Path config, LiveFlags live, SystemFlags systems) {
    return new RunOptions(
        RunOptions.Verb.UP,
        home,
        Ports.free(),
        null,
        MarketFlags.NONE,
        null,
        TemporalMode.MEMORY,
        systems,
        config,
        PartFlags.NONE,
        live,
        null,
        null,
        true);
  }
}
