package dev.belay.domain.risk;

import static dev.belay.domain.risk.Refusals.some;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.RefusalCode;
import java.math.BigDecimal;
import java.util.Optional;

/** The rules that look at the order itself against the agent's own limits. */
final class OrderRules {
  private OrderRules() {}

  static Optional<Verdict.Refused> check(
      Sizing sizing, int confidence, Instrument instrument, MarketView market, AgentRisk agent) {
    return confidence(confidence, agent.limits())
        .or(() -> sides(sizing))
        .or(() -> rewardRisk(sizing, market.takerFeeRate(), agent.limits()))
        .or(() -> size(sizing, instrument, agent.limits()))
        .or(() -> notional(sizing, instrument.symbol(), agent))
        .or(() -> margin(sizing, agent.freeCash()));
  }

  private static Optional<Verdict.Refused> confidence(int confidence, AgentLimits limits) {
    return confidence < limits.minConfidence()
        ? some(
            RefusalCode.CONFIDENCE_TOO_LOW,
            "Expected confidence of at least %d, was %d",
            limits.minConfidence(),
            confidence)
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> sides(Sizing sizing) {
    boolean stopRight = sizing.direction().isStopSide(sizing.stop(), sizing.price());
    boolean targetRight =
        sizing.target().compareTo(sizing.price()) != 0
            && !sizing.direction().isStopSide(sizing.target(), sizing.price());
    return stopRight && targetRight
        ? Optional.empty()
        : some(
            RefusalCode.STOP_WRONG_SIDE,
            "Expected stop and target of a %s on either side of %s, were %s and %s",
            sizing.direction(),
            sizing.price(),
            sizing.stop(),
            sizing.target());
  }

  private static Optional<Verdict.Refused> rewardRisk(
      Sizing sizing, BigDecimal feeRate, AgentLimits limits) {
    BigDecimal reward = sizing.reward(feeRate);
    BigDecimal risk = sizing.risk(feeRate);
    return reward.compareTo(risk.multiply(limits.minRewardRisk())) < 0
        ? some(
            RefusalCode.REWARD_RISK_TOO_LOW,
            "Expected a reward of at least %s times the risk after fees, was %s to %s a unit",
            limits.minRewardRisk().toPlainString(),
            reward.toPlainString(),
            risk.toPlainString())
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> size(
      Sizing sizing, Instrument instrument, AgentLimits limits) {
    Usdt least =
        limits.minOrder().compareTo(instrument.minNotional()) > 0
            ? limits.minOrder()
            : instrument.minNotional();
    if (sizing.notional().compareTo(least) < 0
        || sizing.quantity().compareTo(instrument.minQuantity()) < 0) {
      return some(
          RefusalCode.SIZE_BELOW_MINIMUM,
          "Expected at least %s USDT and %s units, was %s and %s",
          least,
          instrument.minQuantity(),
          sizing.notional(),
          sizing.quantity());
    }
    return sizing.quantity().compareTo(instrument.maxQuantity()) > 0
        ? some(
            RefusalCode.NUMBER_OUT_OF_RANGE,
            "Expected at most %s units, was %s",
            instrument.maxQuantity(),
            sizing.quantity())
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> notional(Sizing sizing, Symbol symbol, AgentRisk agent) {
    boolean major = symbol.base().equals("BTC") || symbol.base().equals("ETH");
    BigDecimal multiple =
        major ? agent.limits().majorNotionalMultiple() : agent.limits().otherNotionalMultiple();
    Usdt greatest = agent.equity().times(multiple);
    return sizing.notional().compareTo(greatest) > 0
        ? some(
            RefusalCode.NOTIONAL_EXCEEDS_AGENT_LIMIT,
            "Expected at most %s USDT (%s times equity), was %s",
            greatest,
            multiple.toPlainString(),
            sizing.notional())
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> margin(Sizing sizing, Usdt freeCash) {
    return sizing.reservation().compareTo(freeCash) > 0
        ? some(
            RefusalCode.MARGIN_INSUFFICIENT,
            "Expected %s USDT of free cash for margin and fees, was %s",
            sizing.reservation(),
            freeCash)
        : Optional.empty();
  }
}
