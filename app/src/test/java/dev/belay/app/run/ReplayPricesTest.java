package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.portfolio.Decider;
import dev.belay.activities.replay.RoundsAgain.Again;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.LiveFlags;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.SystemFlags;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.TradingMode;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.strategies.portfolio.Observation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profit of a home on an exchange's prices, which has no market of its own to reckon on. */
class ReplayPricesTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final AgentSpec AGENT =
      new AgentSpec(
          "a",
          "A",
          "m",
          "balanced",
          Duration.ofMinutes(30),
          Consensus.SINGLE,
          1,
          List.of(BTC),
          AgentLimits.DEFAULT);

  @TempDir private Path folder;

  /** Nobody asks it. */
  private static final class NoServer implements PostgresServer {
    @Override
    public Kind kind() {
      return Kind.EXTERNAL;
    }

    @Override
    public String jdbcUrl() {
      throw new IllegalStateException("Expected nobody to look for a simulated exchange");
    }

    @Override
    public String user() {
      return "";
    }

    @Override
    public String password() {
      return "";
    }

    @Override
    public void close() {}
  }

  private RunOptions options(@Nullable MarketChoice market) {
    return new RunOptions(
        RunOptions.Verb.PARITY,
        folder,
        8082,
        null,
        new MarketFlags(market, null, null, null),
        null,
        TemporalMode.AUTO,
        SystemFlags.of(),
        null,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        true);
  }

  private ReplayPrices prices(@Nullable MarketChoice market, Again... rounds) {
    return ReplayPrices.of(
        new NoServer(),
        TradingMode.TESTNET,
        options(market),
        InstantSource.system(),
        List.of(rounds).stream().map(Again::recorded).toList());
  }

  /** A minute each, a little higher every time. */
  private MarketChoice candles(int count) throws IOException {
    StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    for (int i = 0; i < count; i++) {
      text.append(
          "%d,%d,%d,%d,%d,5\n"
              .formatted(
                  START.plusSeconds(60L * i).toEpochMilli(),
                  50_000 + 10 * i,
                  50_012 + 10 * i,
                  49_998 + 10 * i,
                  50_010 + 10 * i));
    }
    Files.writeString(folder.resolve("BTCUSDT.csv"), text);
    return new MarketChoice.Replay(folder);
  }

  /** What was decided then, and what is now. */
  private static Again round(int minutes, List<Decision> then, List<Decision> now) {
    Instant at = START.plusSeconds(60L * minutes);
    DecisionRow row =
        new DecisionRow(
            1,
            "main/a/" + at,
            "a",
            at,
            "TRADE",
            null,
            "",
            "hash",
            at,
            List.of(),
            then.stream()
                .map(d -> new DecisionRow.Element("e", "", BTC, d.action(), d, null, null))
                .toList());
    AgentSnapshot account =
        new AgentSnapshot("a", Usdt.of("1000"), Usdt.of("1000"), List.of(), List.of());
    return new Again(
        row,
        new Observation(at, account, List.of()),
        List.of(),
        new Decider.Draft(
            "TRADE",
            null,
            "",
            now.stream()
                .map(d -> new Decider.DraftElement("", BTC, d.action(), d, null))
                .toList()));
  }

  private static Decision open() {
    return new Decision(
        BTC,
        Action.OPEN_LONG,
        2,
        Usdt.of("1000"),
        Price.of("49000"),
        Price.of("56000"),
        80,
        null,
        "");
  }

  @Test
  void withoutCandlesThereIsAReasonAndNoProfit() {
    Again round = round(0, List.of(open()), List.of());

    ReplayPrices.Compared compared = prices(null, round).compare(AGENT, List.of(round));

    assertThat(compared.books()).isNull();
    assertThat(compared.reason()).contains("--market replay:DIR");
  }

  @Test
  void onCandlesThatAreBroughtWhoBoughtEarnsAndWhoDidNotDoesNot() throws IOException {
    Again first = round(0, List.of(open()), List.of());
    Again last = round(30, List.of(), List.of());

    ReplayPrices.Compared compared =
        prices(candles(90), first, last).compare(AGENT, List.of(first, last));

    ReplayReport.Books books = Objects.requireNonNull(compared.books());
    assertThat(books.startEquity()).isEqualTo("1000");
    assertThat(books.until()).isEqualTo("2026-03-02T13:00:00Z");
    assertThat(books.replayed().pnl()).isEqualTo("0");
    // 590 up on 50010 is 11.8 on 1000; less half a dollar of fee and the slippage.
    assertThat(new BigDecimal(books.recorded().pnl()))
        .isBetween(new BigDecimal("10.5"), new BigDecimal("11.5"));
  }

  @Test
  void candlesThatDoNotReachTheLastRoundAreRefused() throws IOException {
    Again first = round(0, List.of(), List.of());
    Again last = round(120, List.of(), List.of());
    MarketChoice few = candles(90);

    assertThatThrownBy(() -> prices(few, first, last))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("--market")
        .hasMessageContaining("the last round, 2026-03-02T14:00:00Z");
  }
}
