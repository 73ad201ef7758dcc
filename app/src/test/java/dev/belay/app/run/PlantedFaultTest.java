package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.activities.book.OrderBook;
import dev.belay.activities.venue.VenueActivitiesImpl;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.cli.LiveFlags;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.SystemFlags;
import dev.belay.app.home.BelayHome;
import dev.belay.app.integration.Cli;
import dev.belay.app.process.Ports;
import dev.belay.app.run.FaultyVenue.Fault;
import dev.belay.app.run.FaultyVenue.Planted;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Positions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Plants what must never happen into an application that trades; verify must find all of it. */
@Tag("crash")
class PlantedFaultTest {
  private static final int A_DIFFERENCE = 5;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** As in the application: the server gives such a task again. */
  @BeforeAll
  static void quiet() {
    ((Logger) LoggerFactory.getLogger("io.temporal.internal.worker.WorkflowWorker"))
        .setLevel(Level.ERROR);
  }

  @Test
  void verifyNamesEveryFaultAndNothingElse() throws Exception {
    Path home = folder.resolve("home");
    Map<Fault, Planted> faults;
    Planted foreign;
    CompletableFuture<FaultyVenue> made = new CompletableFuture<>();
    try (BelayHome held = BelayHome.open(home);
        TradingStack stack =
            TradingStack.start(
                options(home),
                held,
                CacheFolder.locate(System.getenv()),
                System.getenv(),
                real -> {
                  made.complete(new FaultyVenue(real));
                  return made.join();
                })) {
      FaultyVenue faulty = made.join();
      stack.trade();
      faults = await("all faults", faulty, () -> all(faulty));
      foreign = await("an id of chance", faulty, () -> sendUnderAnIdOfChance(stack, faulty));
      ClientOrderId ignored = planted(faults, Fault.UNKNOWN_IGNORED).id();
      await(
          "the Unknown to be recorded as a refusal",
          faulty,
          () -> Optional.of(stack).filter(s -> status(s, ignored) == OrderStatus.REJECTED));
    }

    Cli.Answer answer = Cli.run(folder, "verify", "--json", "--home", home.toString());

    assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(A_DIFFERENCE);
    assertThat(answer.json().path("duplicates").asInt()).as(answer.out()).isEqualTo(1);
    List<String> differences = new ArrayList<>();
    for (JsonNode difference : answer.json().path("differences")) {
      differences.add(difference.asText());
    }
    assertNamed(differences, planted(faults, Fault.SENT_TWICE), "DUPLICATE_ORDER");
    assertNamed(differences, planted(faults, Fault.RANDOM_ID), "UNKNOWN_ORDER");
    assertNamed(differences, planted(faults, Fault.UNKNOWN_IGNORED), "IGNORED_UNKNOWN");
    assertNamed(differences, foreign, "FOREIGN_ID");
    List<String> accounts = new ArrayList<>(List.of(foreign.account()));
    faults.values().forEach(planted -> accounts.add(planted.account()));
    assertThat(differences)
        .as("differences of accounts without a fault")
        .allMatch(text -> accounts.contains(text.substring(0, text.indexOf(':'))));
  }

  private static void assertNamed(List<String> differences, Planted planted, String code) {
    assertThat(differences)
        .as("%s of %s", code, planted)
        .anyMatch(text -> text.startsWith(planted.account() + ": " + code + " " + planted.id()));
  }

  private static Planted planted(Map<Fault, Planted> faults, Fault fault) {
    return Objects.requireNonNull(faults.get(fault), fault.name());
  }

  private static Optional<Map<Fault, Planted>> all(FaultyVenue faulty) {
    return Optional.of(faulty.planted()).filter(faults -> faults.size() == Fault.values().length);
  }

  private static OrderStatus status(TradingStack stack, ClientOrderId id) {
    return stack.venue().ledger().orders.load(id).status();
  }

  /** Closes a position as code would that draws ids by chance: recorded, claimed and sent. */
  private static Optional<Planted> sendUnderAnIdOfChance(TradingStack stack, FaultyVenue faulty) {
    VenueStack venue = stack.venue();
    LedgerStack ledger = venue.ledger();
    Positions byChance =
        new Positions(
            ledger.database,
            venue.wall(),
            UUID.randomUUID().toString(),
            ledger.profile.sendWithin());
    VenueActivitiesImpl sender =
        new VenueActivitiesImpl(
            ledger.gate,
            new OrderBook(ledger.orders, ledger.profile),
            venue.access().trading(),
            Failpoints.NONE,
            venue.wall());
    for (AgentSpec agent : stack.portfolio().agents()) {
      String account = PortfolioSpec.account(stack.portfolio().name(), agent.id());
      List<String> open = faulty.leavesAlone(account) ? byChance.open(account) : List.of();
      for (String id : open) {
        Positions.Stored position = byChance.load(id);
        boolean held = !position.sums().held().isZero();
        if (held && position.orders().stream().noneMatch(order -> order.leg() == Leg.EXIT)) {
          ClientOrderId sent =
              byChance.recordIntent(
                  new Positions.Reduce(
                      id, Leg.EXIT, 0, OrderType.MARKET, position.sums().held(), null));
          if (sender.submit(sent) instanceof SubmitOutcome.Accepted) {
            return Optional.of(new Planted(account, sent));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static <T> T await(String what, FaultyVenue faulty, Supplier<Optional<T>> question)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        "Expected %s within %s, planted %s".formatted(what, LIMIT, faulty.planted()));
  }

  private static RunOptions options(Path home) {
    return new RunOptions(
        RunOptions.Verb.DEMO,
        home,
        Ports.free(),
        null,
        MarketFlags.NONE,
        120,
        TemporalMode.MEMORY,
        SystemFlags.of("portfolio"),
        null,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        true);
  }
}
