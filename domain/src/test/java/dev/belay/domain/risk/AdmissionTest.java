package dev.belay.domain.risk;

import static dev.belay.domain.risk.Cases.BTC;
import static dev.belay.domain.risk.Cases.DOGE;
import static dev.belay.domain.risk.Cases.ETH;
import static dev.belay.domain.risk.Cases.NOW;
import static dev.belay.domain.risk.Cases.agent;
import static dev.belay.domain.risk.Cases.exposure;
import static dev.belay.domain.risk.Cases.fund;
import static dev.belay.domain.risk.Cases.market;
import static dev.belay.domain.risk.Cases.open;
import static dev.belay.domain.risk.Cases.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

  @Test
  void admitsWithQuantityRoundedDownAndMarginPlusFeesReserved() {
    Verdict verdict =
        Admission.judge(
            request(open(Action.OPEN_LONG, BTC, "1000.09", "98.01", "110.09")),
            market(),
            agent(),
            fund());

    // 200 of margin and 1 of fees; stop and target move towards the entry.
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Admitted(
                Quantity.of("10"),
                Usdt.of("1000"),
                Usdt.of("201"),
                Price.of("98.1"),
                Price.of("110")));
  }

  @Test
  void admitsAShortWithItsSidesTurned() {
    assertThat(
            Admission.judge(
                request(open(Action.OPEN_SHORT, BTC, "1000", "102", "90")),
                market(),
                agent(),
                fund()))
        .isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void refusesToJudgeAClose() {
    assertThatThrownBy(() -> request(open(Action.CLOSE_LONG, BTC, "1", "1", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhileHalted() {
    FundRisk halted =
        new FundRisk(
            FundLimits.DEFAULT,
            new Refusal(RefusalCode.HALT_ACTIVE, "an operator"),
            Breakers.FundState.NEW,
            Usdt.of("7000"),
            List.of());
    assertRefused(RefusalCode.HALT_ACTIVE, request(), market(), agent(), halted);
  }

  @Test
  void refusesWhenTheFundLostItsDay() {
    var state = new Breakers.FundState(Usdt.of("7700"), TODAY, Usdt.of("7700"));
    assertRefused(RefusalCode.FUND_DAILY_LOSS_REACHED, request(), market(), agent(), fund(state));
  }

  @Test
  void refusesWhenTheFundIsFarBelowItsPeak() {
    var state = new Breakers.FundState(Usdt.of("8300"), TODAY, Usdt.of("7000"));
    assertRefused(RefusalCode.FUND_DRAWDOWN_REACHED, request(), market(), agent(), fund(state));
  }

  @Test
  void refusesADisabledAgent() {
    assertRefused(RefusalCode.AGENT_DISABLED, request(), market(), standing(false, false), fund());
  }

  @Test
  void refusesAPausedAgent() {
    assertRefused(RefusalCode.AGENT_PAUSED, request(), market(), standing(true, true), fund());
  }

  @Test
  void refusesAnAgentPausedByItsDrawdown() {
    AgentRisk paused =
        agent(new BreakerState(null, null, null, null, NOW.plusSeconds(1), NOW, false));
    assertRefused(RefusalCode.DRAWDOWN_REACHED, request(), market(), paused, fund());
    AgentRisk over = agent(new BreakerState(null, null, null, null, NOW, NOW, false));
    assertThat(Admission.judge(request(), market(), over, fund()))
        .isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void refusesAnAgentFarBelowItsPeakEvenBeforeTheNextMark() {
    AgentRisk low = agent(new BreakerState(Usdt.of("1250"), null, null, null, null, null, false));
    assertRefused(RefusalCode.DRAWDOWN_REACHED, request(), market(), low, fund());
  }

  @Test
  void refusesAnAgentThatLostItsDay() {
    AgentRisk lost = agent(new BreakerState(null, TODAY, Usdt.of("1112"), null, null, null, false));
    assertRefused(RefusalCode.DAILY_LOSS_REACHED, request(), market(), lost, fund());
    AgentRisk latched = agent(new BreakerState(null, TODAY, null, TODAY, null, null, false));
    assertRefused(RefusalCode.DAILY_LOSS_REACHED, request(), market(), latched, fund());
  }

  @Test
  void refusesAfterModelFailuresInARow() {
    assertRefused(
        RefusalCode.MODEL_FAILING, request(), market(), agent(List.of(), 0, 0, 3), fund());
  }

  @Test
  void refusesAStaleDecision() {
    EntryRequest late =
        new EntryRequest(open(Action.OPEN_LONG, BTC, "1000", "98", "110"), NOW.minusMillis(1));
    assertRefused(RefusalCode.DECISION_STALE, late, market(), agent(), fund());
  }

  @Test
  void refusesASecondPositionInTheSymbol() {
    assertRefused(
        RefusalCode.POSITION_ALREADY_OPEN,
        request(),
        market(),
        agent(List.of(BTC), 0, 0, 0),
        fund());
  }

  @Test
  void refusesAFourthPosition() {
    AgentRisk full = agent(List.of(ETH, DOGE, Symbol.of("XRPUSDT")), 0, 0, 0);
    assertRefused(RefusalCode.POSITIONS_EXCEED_AGENT_LIMIT, request(), market(), full, fund());
  }

  @Test
  void refusesAThirdOpenOfARound() {
    assertRefused(
        RefusalCode.OPENS_EXCEED_ROUND_LIMIT,
        request(),
        market(),
        agent(List.of(), 2, 2, 0),
        fund());
  }

  @Test
  void refusesAFourthOpenOfAnHour() {
    assertRefused(
        RefusalCode.OPENS_EXCEED_HOUR_LIMIT,
        request(),
        market(),
        agent(List.of(), 0, 3, 0),
        fund());
  }

  @Test
  void refusesASymbolTheAgentMayNotTradeOrTheMarketLacks() {
    Symbol xrp = Symbol.of("XRPUSDT");
    assertRefused(
        RefusalCode.SYMBOL_UNKNOWN,
        request(open(Action.OPEN_LONG, xrp, "500", "98", "110")),
        market(xrp),
        agent(),
        fund());
    MarketView without = new MarketView(NOW, null, market().quote(), market().takerFeeRate());
    assertRefused(RefusalCode.SYMBOL_UNKNOWN, request(), without, agent(), fund());
  }

  @Test
  void refusesWithoutAPrice() {
    MarketView silent = new MarketView(NOW, market().instrument(), null, market().takerFeeRate());
    assertRefused(RefusalCode.PRICE_UNKNOWN, request(), silent, agent(), fund());
  }

  @Test
  void refusesByAPriceThatIsTooOld() {
    MarketView old =
        new MarketView(
            NOW,
            market().instrument(),
            market().quote(),
            market().takerFeeRate(),
            Admission.OLDEST_PRICE.plusMillis(1));
    assertRefused(RefusalCode.PRICE_STALE, request(), old, agent(), fund());
    MarketView young =
        new MarketView(
            NOW,
            market().instrument(),
            market().quote(),
            market().takerFeeRate(),
            Admission.OLDEST_PRICE);
    assertThat(Admission.judge(request(), young, agent(), fund()))
        .isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void refusesAnOpenWithoutItsFields() {
    Decision bare =
        new Decision(BTC, Action.OPEN_LONG, 5, Usdt.of("1000"), null, null, 80, null, "");
    assertRefused(RefusalCode.FORMAT_FIELD_MISSING, request(bare), market(), agent(), fund());
  }

  @Test
  void refusesLeverageAboveTheAgentsLimit() {
    Decision wild =
        new Decision(
            BTC,
            Action.OPEN_LONG,
            11,
            Usdt.of("1000"),
            Price.of("98"),
            Price.of("110"),
            80,
            null,
            "");
    assertRefused(RefusalCode.NUMBER_OUT_OF_RANGE, request(wild), market(), agent(), fund());
  }

  @Test
  void refusesLowConfidence() {
    Decision unsure =
        new Decision(
            BTC,
            Action.OPEN_LONG,
            5,
            Usdt.of("1000"),
            Price.of("98"),
            Price.of("110"),
            74,
            null,
            "");
    assertRefused(RefusalCode.CONFIDENCE_TOO_LOW, request(unsure), market(), agent(), fund());
  }

  @Test
  void refusesAStopOrTargetOnTheWrongSideOfTheActualQuote() {
    for (Decision wrong :
        List.of(
            open(Action.OPEN_LONG, BTC, "1000", "100", "110"),
            open(Action.OPEN_LONG, BTC, "1000", "98", "100"),
            open(Action.OPEN_SHORT, BTC, "1000", "98", "90"),
            open(Action.OPEN_SHORT, BTC, "1000", "102", "110"))) {
      assertRefused(RefusalCode.STOP_WRONG_SIDE, request(wrong), market(), agent(), fund());
    }
  }

  @Test
  void refusesARewardThatFeesBringBelowThreeTimesTheRisk() {
    // 6 to 2 is 3:1 before fees, less after them.
    assertRefused(
        RefusalCode.REWARD_RISK_TOO_LOW,
        request(open(Action.OPEN_LONG, BTC, "1000", "98", "106")),
        market(),
        agent(),
        fund());
  }

  @Test
  void refusesAnOrderBelowTheMinimum() {
    assertRefused(
        RefusalCode.SIZE_BELOW_MINIMUM,
        request(open(Action.OPEN_LONG, BTC, "11.99", "98", "110")),
        market(),
        agent(),
        fund());
  }

  @Test
  void refusesMoreUnitsThanTheVenueTakes() {
    AgentRisk rich = rich();
    assertRefused(
        RefusalCode.NUMBER_OUT_OF_RANGE,
        request(open(Action.OPEN_LONG, BTC, "10000.1", "98", "110")),
        market(),
        rich,
        fund());
  }

  @Test
  void refusesANotionalAboveTheAgentsMultipleOfItsEquity() {
    assertRefused(
        RefusalCode.NOTIONAL_EXCEEDS_AGENT_LIMIT,
        request(open(Action.OPEN_LONG, BTC, "5000.1", "98", "110")),
        market(),
        agent(),
        fund());
    assertRefused(
        RefusalCode.NOTIONAL_EXCEEDS_AGENT_LIMIT,
        request(open(Action.OPEN_LONG, DOGE, "1000.1", "98", "110")),
        market(DOGE),
        agent(),
        fund());
  }

  @Test
  void refusesWhenFreeCashDoesNotCoverMarginAndFees() {
    AgentRisk poor =
        new AgentRisk(
            AgentLimits.DEFAULT,
            List.of(BTC),
            true,
            false,
            BreakerState.NEW,
            Usdt.of("1000"),
            Usdt.of("200.99"),
            List.of(),
            0,
            0,
            0);
    assertRefused(RefusalCode.MARGIN_INSUFFICIENT, request(), market(), poor, fund());
  }

  @Test
  void refusesAboveTheFundsGross() {
    assertRefused(
        RefusalCode.FUND_GROSS_EXCEEDED,
        request(),
        market(),
        agent(),
        fund(exposure(ETH, "10000"), exposure(DOGE, "-10000.1")));
  }

  @Test
  void refusesAboveTheFundsNetUnlessItShrinks() {
    FundRisk tilted = fund(exposure(ETH, "7000"), exposure(DOGE, "6500"));
    assertRefused(RefusalCode.FUND_NET_EXCEEDED, request(), market(), agent(), tilted);
    assertThat(
            Admission.judge(
                request(open(Action.OPEN_SHORT, BTC, "1000", "102", "90")),
                market(),
                agent(),
                fund(exposure(ETH, "10000"), exposure(DOGE, "5500"))))
        .isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void refusesAboveTheFundsLimitOfASymbolWhicheverWay() {
    assertRefused(
        RefusalCode.FUND_SYMBOL_EXCEEDED,
        request(),
        market(),
        agent(),
        fund(exposure(BTC, "5000"), exposure(BTC, "-4500.1")));
  }

  private static AgentRisk standing(boolean enabled, boolean paused) {
    return new AgentRisk(
        AgentLimits.DEFAULT,
        List.of(BTC),
        enabled,
        paused,
        BreakerState.NEW,
        Usdt.of("1000"),
        Usdt.of("1000"),
        List.of(),
        0,
        0,
        0);
  }

  private static AgentRisk rich() {
    return new AgentRisk(
        AgentLimits.DEFAULT,
        List.of(BTC),
        true,
        false,
        BreakerState.NEW,
        Usdt.of("1000000"),
        Usdt.of("1000000"),
        List.of(),
        0,
        0,
        0);
  }

  private static void assertRefused(
      RefusalCode code, EntryRequest request, MarketView market, AgentRisk agent, FundRisk fund) {
    assertThat(Admission.judge(request, market, agent, fund))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(code);
              assertThat(refused.refusal().detail()).isNotBlank();
            });
  }
}
