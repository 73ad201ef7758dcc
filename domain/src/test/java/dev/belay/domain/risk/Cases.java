package dev.belay.domain.risk;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.FundLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** An open that every rule admits; each test bends one thing. */
final class Cases {
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  static final Symbol BTC = Symbol.of("BTCUSDT");
  static final Symbol ETH = Symbol.of("ETHUSDT");
  static final Symbol DOGE = Symbol.of("DOGEUSDT");

  private Cases() {}

  static EntryRequest request(Decision decision) {
    return new EntryRequest(decision, NOW.plusSeconds(30));
  }

  static EntryRequest request() {
    return request(open(Action.OPEN_LONG, BTC, "1000", "98", "110"));
  }

  static Decision open(Action action, Symbol symbol, String size, String stop, String target) {
    return new Decision(
        symbol, action, 5, Usdt.of(size), Price.of(stop), Price.of(target), 80, null, "");
  }

  static MarketView market(Symbol symbol) {
    return new MarketView(
        NOW,
        new Instrument(
            symbol,
            new BigDecimal("0.1"),
            new BigDecimal("0.001"),
            Quantity.of("0.001"),
            Quantity.of("100"),
            Usdt.of("5"),
            20,
            new BigDecimal("0.004"),
            new BigDecimal("0.0125")),
        new Quote(symbol, Price.of("100"), Price.of("100"), NOW),
        new BigDecimal("0.0005"));
  }

  static MarketView market() {
    return market(BTC);
  }

  static AgentRisk agent() {
    return agent(BreakerState.NEW);
  }

  static AgentRisk agent(BreakerState breakers) {
    return new AgentRisk(
        AgentLimits.DEFAULT,
        List.of(BTC, ETH, DOGE),
        true,
        false,
        breakers,
        Usdt.of("1000"),
        Usdt.of("1000"),
        List.of(),
        0,
        0,
        0);
  }

  static AgentRisk agent(List<Symbol> openIn, int round, int hour, int failures) {
    return new AgentRisk(
        AgentLimits.DEFAULT,
        List.of(BTC, ETH, DOGE),
        true,
        false,
        BreakerState.NEW,
        Usdt.of("1000"),
        Usdt.of("1000"),
        openIn,
        round,
        hour,
        failures);
  }

  static FundRisk fund(Exposure... exposures) {
    return fund(Breakers.FundState.NEW, exposures);
  }

  static FundRisk fund(Breakers.FundState state, Exposure... exposures) {
    return new FundRisk(FundLimits.DEFAULT, null, state, Usdt.of("7000"), List.of(exposures));
  }

  static Exposure exposure(Symbol symbol, String notional) {
    return new Exposure(symbol, Usdt.of(notional));
  }
}
