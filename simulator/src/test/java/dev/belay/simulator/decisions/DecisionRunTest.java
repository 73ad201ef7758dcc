package dev.belay.simulator.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.position.Direction;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DecisionRunTest {
  private static final SyntheticMarket MARKET = new SyntheticMarket(7, Scenario.MIXED);
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Symbol ETH = Symbol.of("ETHUSDT");
  private static final Instant START = Instant.ofEpochMilli(MARKET.from()).plusSeconds(3600);
  private static final Duration STEP = Duration.ofMinutes(3);
  private static final AgentSnapshot CASH =
      new AgentSnapshot("a", Usdt.of("1000"), Usdt.of("1000"), List.of(), List.of());
  private static final AgentLimits LIMITS = AgentLimits.DEFAULT;

  private static AgentSpec agent(AgentLimits limits) {
    return new AgentSpec(
        "a", "A", "m", "balanced", STEP, Consensus.SINGLE, 1, List.of(BTC, ETH), limits);
  }

  private static AgentLimits holdingFor(String hours) {
    return new AgentLimits(
        LIMITS.maxPositions(),
        LIMITS.maxLeverage(),
        LIMITS.majorNotionalMultiple(),
        LIMITS.otherNotionalMultiple(),
        LIMITS.minOrder(),
        LIMITS.minConfidence(),
        LIMITS.minRewardRisk(),
        LIMITS.opensPerRound(),
        LIMITS.opensPerHour(),
        LIMITS.dailyLossPct(),
        LIMITS.drawdownPct(),
        LIMITS.drawdownPause(),
        LIMITS.modelFailuresBeforePause(),
        BigDecimal.ZERO,
        new BigDecimal(hours));
  }

  private static Instant at(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  private static BigDecimal price(Symbol symbol, Instant at) {
    return Fixed.decimal(MARKET.price(symbol, at.toEpochMilli()).orElseThrow());
  }

  private static Price near(Symbol symbol, Instant at, String factor) {
    return Price.of(price(symbol, at).multiply(new BigDecimal(factor)));
  }

  /** A long whose stop and target are so many times the price away. */
  private static Decision open(
      Symbol symbol, Instant at, String stop, String target, int confidence) {
    return new Decision(
        symbol,
        Action.OPEN_LONG,
        3,
        Usdt.of("600"),
        near(symbol, at, stop),
        near(symbol, at, target),
        confidence,
        null,
        "");
  }

  private static Decision close(Symbol symbol, Action action) {
    return new Decision(symbol, action, null, null, null, null, null, null, "");
  }

  private static DecisionRun.Round round(int minutes, Decision... decisions) {
    return new DecisionRun.Round(at(minutes), List.of(decisions));
  }

  private static DecisionRun.Result run(int until, DecisionRun.Round... rounds) {
    return run(LIMITS, CASH, until, rounds);
  }

  private static DecisionRun.Result run(
      AgentLimits limits, AgentSnapshot start, int until, DecisionRun.Round... rounds) {
    return DecisionRun.run(
        MARKET, Terms.Costs.DEFAULT, agent(limits), start, List.of(rounds), at(until));
  }

  @Test
  void whoDecidesNothingHasWhatHeHad() {
    DecisionRun.Result result = run(60, round(0), round(3), round(6));

    assertThat(result.pnl()).isEqualTo(Usdt.ZERO);
    assertThat(result.finalEquity()).isEqualTo(Usdt.of("1000"));
    assertThat(result.fees()).isEqualTo(Usdt.ZERO);
  }

  @Test
  void theSameDecisionsComeToTheSame() {
    DecisionRun.Round[] rounds = {
      round(0, open(BTC, at(0), "0.98", "1.08", 80)),
      round(30, open(ETH, at(30), "0.98", "1.08", 80)),
      round(60, close(BTC, Action.CLOSE_LONG))
    };

    assertThat(run(120, rounds)).isEqualTo(run(120, rounds));
    assertThat(run(120, rounds).opened()).isEqualTo(2);
  }

  @Test
  void theConfidenceOfAnEntryIsHeldAgainstWhatItsPositionEndedWith() {
    for (int start : new int[] {0, 90, 180, 400}) {
      DecisionRun.Result alone =
          run(
              start + 60,
              round(start, open(BTC, at(start), "0.90", "1.50", 80)),
              round(start + 30, close(BTC, Action.CLOSE_LONG)));
      boolean won = alone.pnl().value().signum() > 0;
      assertThat(alone.closed()).isOne();
      assertThat(alone.forecasts()).containsExactly(new DecisionRun.Forecast(0.8, won));

      DecisionRun.Result beside =
          run(
              start + 60,
              round(
                  start,
                  open(BTC, at(start), "0.90", "1.50", 80),
                  open(ETH, at(start), "0.80", "1.90", 95)),
              round(start + 30, close(BTC, Action.CLOSE_LONG)));
      assertThat(beside.open()).isOne();
      assertThat(beside.forecasts()).isEqualTo(alone.forecasts());
    }
  }

  @Test
  void fillsAtTheNextOpenWithSlippageAndFee() {
    DecisionRun.Result result = run(1, round(0, open(BTC, at(0), "0.90", "1.50", 80)));

    Bar next = Objects.requireNonNull(MARKET.bar(BTC, at(1).toEpochMilli()));
    var instrument =
        MARKET.instruments().stream().filter(i -> i.symbol().equals(BTC)).findFirst().orElseThrow();
    BigDecimal quantity =
        instrument
            .roundDown(
                Quantity.of(new BigDecimal("600").divide(price(BTC, at(0)), 18, RoundingMode.DOWN)))
            .value();
    BigDecimal open = Fixed.decimal(next.open());
    BigDecimal bought =
        instrument
            .roundToTick(Price.of(open.multiply(new BigDecimal("1.0002"))), RoundingMode.CEILING)
            .value()
            .min(Fixed.decimal(next.high()));
    BigDecimal gain = price(BTC, at(1)).subtract(bought).multiply(quantity);

    assertThat(result.opened()).isOne();
    assertThat(result.open()).isOne();
    assertThat(result.fees().value())
        .isCloseTo(
            bought.multiply(quantity).multiply(new BigDecimal("0.0005")),
            Offset.offset(new BigDecimal("0.00000002")));
    assertThat(result.pnl().value())
        .isCloseTo(
            gain.subtract(result.fees().value()), Offset.offset(new BigDecimal("0.00000002")));
  }

  @Test
  void aTargetAndAStopEndWhatWasOpened() {
    // So near that the first minutes reach one of the two.
    DecisionRun.Result result =
        run(withoutRewardRisk(), CASH, 24 * 60, round(0, open(BTC, at(0), "0.999", "1.001", 80)));

    assertThat(result.opened()).isOne();
    assertThat(result.closed()).isOne();
    assertThat(result.open()).isZero();
    // About a thousandth of 600, less fees and slippage both ways.
    assertThat(result.pnl().value().abs()).isLessThan(new BigDecimal("4"));
  }

  private static AgentLimits withoutRewardRisk() {
    return new AgentLimits(
        LIMITS.maxPositions(),
        LIMITS.maxLeverage(),
        LIMITS.majorNotionalMultiple(),
        LIMITS.otherNotionalMultiple(),
        LIMITS.minOrder(),
        LIMITS.minConfidence(),
        BigDecimal.valueOf(-100),
        LIMITS.opensPerRound(),
        LIMITS.opensPerHour(),
        LIMITS.dailyLossPct(),
        LIMITS.drawdownPct(),
        LIMITS.drawdownPause(),
        LIMITS.modelFailuresBeforePause(),
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }

  @Test
  void aCloseEndsWhatIsOpenAndElseIsRefused() {
    DecisionRun.Result result =
        run(
            12,
            round(0, open(BTC, at(0), "0.90", "1.50", 80)),
            round(3, close(BTC, Action.CLOSE_SHORT), close(ETH, Action.CLOSE_LONG)),
            round(6, close(BTC, Action.CLOSE_LONG)),
            round(9, close(BTC, Action.CLOSE_LONG)));

    assertThat(result.closed()).isOne();
    assertThat(result.open()).isZero();
    assertThat(result.refused()).containsExactly(Map.entry("POSITION_NOT_OPEN", 3));
  }

  @Test
  void decisionsAreJudgedByTheRulesOfLiveRounds() {
    DecisionRun.Result result =
        run(
            60,
            round(0, open(BTC, at(0), "0.98", "1.08", 10)),
            round(3, open(BTC, at(3), "0.98", "1.001", 80)),
            round(6, open(BTC, at(6), "0.98", "1.08", 80)),
            round(9, open(BTC, at(9), "0.98", "1.08", 80)),
            round(12, open(Symbol.of("SOLUSDT"), at(12), "0.98", "1.08", 80)));

    assertThat(result.refused())
        .containsEntry("CONFIDENCE_TOO_LOW", 1)
        .containsEntry("REWARD_RISK_TOO_LOW", 1)
        .containsEntry("POSITION_ALREADY_OPEN", 1)
        .containsEntry("SYMBOL_UNKNOWN", 1)
        .hasSize(4);
    assertThat(result.opened()).isOne();
  }

  @Test
  void noMoreAreOpenedInAnHourThanTheAgentMay() {
    List<DecisionRun.Round> rounds = new ArrayList<>();
    for (int minute = 0; minute < 24; minute += 6) {
      rounds.add(round(minute, open(BTC, at(minute), "0.90", "1.50", 80)));
      rounds.add(round(minute + 3, close(BTC, Action.CLOSE_LONG)));
    }

    DecisionRun.Result result = run(30, rounds.toArray(DecisionRun.Round[]::new));

    assertThat(result.opened()).isEqualTo(LIMITS.opensPerHour());
    assertThat(result.refused()).containsEntry("OPENS_EXCEED_HOUR_LIMIT", 1);
  }

  @Test
  void whatIsHeldAtTheStartIsTakenOverWithItsStop() {
    AgentSnapshot holding = holding("0.90");

    DecisionRun.Result kept = run(LIMITS, holding, 5, round(0));
    assertThat(kept.startEquity().value())
        .isCloseTo(new BigDecimal("1000"), Offset.offset(BigDecimal.ONE));
    assertThat(kept.open()).isOne();
    assertThat(kept.pnl().value())
        .isEqualByComparingTo(
            price(BTC, at(5)).subtract(price(BTC, at(0))).multiply(new BigDecimal("0.01")));

    DecisionRun.Result left = run(LIMITS, holding, 5, round(0, close(BTC, Action.CLOSE_LONG)));
    assertThat(left.closed()).isOne();
    assertThat(left.open()).isZero();

    // A stop above the price has been reached already.
    DecisionRun.Result stopped = run(LIMITS, holding("1.01"), 5, round(0));
    assertThat(stopped.closed()).isOne();
  }

  private static AgentSnapshot holding(String stop) {
    Price entry = near(BTC, at(0), "1");
    return new AgentSnapshot(
        "a",
        Usdt.of("1000"),
        Usdt.of("700"),
        List.of(
            new AgentSnapshot.Holding(
                "p",
                BTC,
                Direction.LONG,
                Quantity.of("0.01"),
                entry,
                entry,
                3,
                tick(near(BTC, at(0), stop)),
                tick(near(BTC, at(0), "1.5")),
                Usdt.ZERO,
                START.minusSeconds(600))),
        List.of());
  }

  private static Price tick(Price price) {
    return MARKET.instruments().stream()
        .filter(i -> i.symbol().equals(BTC))
        .findFirst()
        .orElseThrow()
        .roundToTick(price, RoundingMode.FLOOR);
  }

  @Test
  void limitsOnHoldingHoldHereToo() {
    DecisionRun.Result result =
        run(holdingFor("0.5"), CASH, 60, round(0, open(BTC, at(0), "0.90", "1.50", 80)));

    assertThat(result.closed()).isOne();
    assertThat(result.open()).isZero();
  }
}
