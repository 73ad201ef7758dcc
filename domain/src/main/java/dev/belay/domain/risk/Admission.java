package dev.belay.domain.risk;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.RefusalCode;
import java.time.Duration;
import java.util.Optional;

/** Whether an entry may be sent: every rule in order, the first no decides. */
public final class Admission {
  /** An entry is not judged by a price that is older, in wall time. */
  public static final Duration OLDEST_PRICE = Duration.ofSeconds(15);

  private Admission() {}

  public static Verdict judge(
      EntryRequest request, MarketView market, AgentRisk agent, FundRisk fund) {
    Optional<Verdict.Refused> standing = StandingRules.check(request, market, agent, fund);
    if (standing.isPresent()) {
      return standing.get();
    }
    Decision decision = request.decision();
    if (market.instrument() == null || !agent.symbols().contains(decision.symbol())) {
      return Refusals.no(
          RefusalCode.SYMBOL_UNKNOWN,
          "Expected a symbol the agent may trade and the market has, was " + decision.symbol());
    }
    if (market.quote() == null) {
      return Refusals.no(
          RefusalCode.PRICE_UNKNOWN, "Expected a current price of " + decision.symbol());
    }
    if (market.priceAge().compareTo(OLDEST_PRICE) > 0) {
      return Refusals.no(
          RefusalCode.PRICE_STALE,
          "Expected a price of %s of the last %d s, it is %d s old"
              .formatted(
                  decision.symbol(), OLDEST_PRICE.toSeconds(), market.priceAge().toSeconds()));
    }
    return judge(decision, market.instrument(), market.quote(), market, agent, fund);
  }

  private static Verdict judge(
      Decision decision,
      Instrument instrument,
      Quote quote,
      MarketView market,
      AgentRisk agent,
      FundRisk fund) {
    Integer leverage = decision.leverage();
    Usdt size = decision.positionSizeUsd();
    Price stop = decision.stopLoss();
    Price target = decision.takeProfit();
    Integer confidence = decision.confidence();
    if (leverage == null || size == null || stop == null || target == null || confidence == null) {
      return Refusals.no(
          RefusalCode.FORMAT_FIELD_MISSING,
          "Expected leverage, position_size_usd, stop_loss, take_profit and confidence");
    }
    int greatest = Math.min(agent.limits().maxLeverage(), instrument.maxLeverage());
    if (leverage < 1 || leverage > greatest) {
      return Refusals.no(
          RefusalCode.NUMBER_OUT_OF_RANGE,
          "Expected leverage of 1 to %d, was %d".formatted(greatest, leverage));
    }
    Sizing sizing =
        Sizing.of(
            decision,
            new Sizing.Order(leverage, size, stop, target, confidence),
            instrument,
            quote,
            market.takerFeeRate());
    return OrderRules.check(sizing, confidence, instrument, market, agent)
        .or(() -> FundRules.check(sizing, instrument, fund))
        .<Verdict>map(refused -> refused)
        .orElseGet(
            () ->
                new Verdict.Admitted(
                    sizing.quantity(),
                    sizing.notional(),
                    sizing.reservation(),
                    sizing.stop(),
                    sizing.target()));
  }
}
