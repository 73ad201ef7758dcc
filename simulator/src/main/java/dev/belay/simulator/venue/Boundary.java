package dev.belay.simulator.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Tape;
import dev.belay.simulator.market.Market;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The market at one boundary, looked up once for all accounts. */
final class Boundary implements Tape {
  private final Market market;
  private final long at;
  private final Map<Symbol, Optional<Bar>> closed = new HashMap<>();
  private final Map<Symbol, Optional<Bar>> opened = new HashMap<>();

  Boundary(Market market, long at) {
    this.market = market;
    this.at = at;
  }

  @Override
  public long at() {
    return at;
  }

  @Override
  public @Nullable Bar closed(Symbol symbol) {
    return closed
        .computeIfAbsent(symbol, s -> find(s, at - market.interval().millis()))
        .orElse(null);
  }

  @Override
  public @Nullable Bar opened(Symbol symbol) {
    return opened.computeIfAbsent(symbol, s -> find(s, at)).orElse(null);
  }

  @Override
  public OptionalLong fundingRate(Symbol symbol) {
    return at % Market.FUNDING_PERIOD == 0 ? market.fundingRate(symbol, at) : OptionalLong.empty();
  }

  private Optional<Bar> find(Symbol symbol, long openTime) {
    return Optional.ofNullable(market.bar(symbol, openTime));
  }
}
