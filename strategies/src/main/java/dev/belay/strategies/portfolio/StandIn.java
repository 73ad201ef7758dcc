package dev.belay.strategies.portfolio;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.position.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers in place of a language model when none is configured, in the very format a model is asked
 * for. A pure function of the observation, the agent and the voice; it says in every answer what it
 * is. A plain trend and mean-reversion rule to exercise the machinery, not a strategy.
 */
public final class StandIn {
  public static final String MODEL = "stand-in";

  private static final String WHO = "Rule-based stand-in, no language model was asked.";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();
  private static final MathContext PRICE_DIGITS = new MathContext(7);
  // Taker fees of entry and exit together, as a fraction of the price.
  private static final double FEES = 0.001;
  private static final double LEAST_STOP = 0.005;
  private static final double MOST_STOP = 0.03;
  private static final double REWARD_MARGIN = 1.25;
  private static final double ADVERSE = 0.35;
  private static final Duration SETTLING = Duration.ofMinutes(6);

  private final Observation seen;
  private final AgentSpec agent;
  private final StandInStyle style;
  private final double lean;
  private final double caution;

  private StandIn(Observation seen, AgentSpec agent, String voice) {
    this.seen = seen;
    this.agent = agent;
    this.style = StandInStyle.of(agent.style());
    this.lean = voice.startsWith("bull") ? 0.03 : voice.startsWith("bear") ? -0.03 : 0;
    this.caution = voice.startsWith("risk") ? 0.8 : 1;
  }

  /** The reply as JSON text. */
  public static String reply(Observation seen, AgentSpec agent, String voice) {
    return new StandIn(seen, agent, voice).reply();
  }

  private String reply() {
    ObjectNode reply = MAPPER.createObjectNode();
    ArrayNode decisions = MAPPER.createArrayNode();
    for (AgentSnapshot.Holding held : seen.account().positions()) {
      exit(held).ifPresent(decisions::add);
    }
    String market = "It watches %d symbols.".formatted(seen.markets().size());
    if (mayOpen()) {
      best().flatMap(this::open).ifPresent(decisions::add);
    }
    reply.put("reasoning", "%s %s".formatted(WHO, market));
    reply.set("decisions", decisions);
    return reply.toString();
  }

  private Optional<ObjectNode> exit(AgentSnapshot.Holding held) {
    Duration age = Duration.between(held.openedAt(), seen.asOf());
    double signal =
        market(held.symbol()).map(this::signal).orElse(0.0)
            * (held.direction() == Direction.LONG ? 1 : -1);
    boolean old = age.compareTo(style.hold()) >= 0;
    boolean adverse = signal < -ADVERSE && age.compareTo(SETTLING) >= 0;
    if (!old && !adverse) {
      return Optional.empty();
    }
    Action action = held.direction() == Direction.LONG ? Action.CLOSE_LONG : Action.CLOSE_SHORT;
    ObjectNode decision = MAPPER.createObjectNode();
    decision.put("symbol", held.symbol().value());
    decision.put("action", action.toString());
    decision.put("confidence", 80);
    decision.put(
        "reasoning",
        old
            ? "Held for %d min, the rule's time is up.".formatted(age.toMinutes())
            : text("The signal turned against the position (%.2f).", signal));
    return Optional.of(decision);
  }

  /** Spreads the opens an hour allows over the hour. */
  private boolean mayOpen() {
    AgentLimits limits = agent.limits();
    AgentSnapshot account = seen.account();
    if (limits.opensPerHour() < 1 || account.positions().size() >= limits.maxPositions()) {
      return false;
    }
    Instant hourAgo = seen.asOf().minus(Duration.ofHours(1));
    Instant spaceAgo = seen.asOf().minus(Duration.ofHours(1).dividedBy(limits.opensPerHour()));
    long lately =
        account.positions().stream().filter(p -> p.openedAt().isAfter(hourAgo)).count()
            + account.recentTrades().stream()
                .filter(t -> t.closedAt().minus(style.hold()).isAfter(hourAgo))
                .count();
    boolean spaced = account.positions().stream().noneMatch(p -> p.openedAt().isAfter(spaceAgo));
    return spaced && lately < limits.opensPerHour();
  }

  private Optional<MarketView> best() {
    List<Symbol> held = seen.account().positions().stream().map(p -> p.symbol()).toList();
    return seen.markets().stream()
        .filter(market -> !held.contains(market.symbol()))
        .filter(market -> Math.abs(signal(market)) > 0.1 / caution)
        .max(Comparator.comparingDouble(this::preference));
  }

  /** By strength, with a fixed taste for some symbols so that agents don't all buy the same. */
  private double preference(MarketView market) {
    int taste = Math.floorMod((agent.id() + market.symbol().value()).hashCode(), 100);
    // Not the leaning signal: the voices of one agent should look at the same symbol.
    return Math.abs(StandInSignal.of(market, style.reversion())) + taste / 250.0;
  }

  private Optional<ObjectNode> open(MarketView market) {
    Optional<BigDecimal> size = size();
    Optional<Double> move = StandInSignal.usualMove(market);
    if (size.isEmpty() || move.isEmpty()) {
      return Optional.empty();
    }
    double signal = signal(market);
    Action action = signal > 0 ? Action.OPEN_LONG : Action.OPEN_SHORT;
    double stop = Math.clamp(move.get(), LEAST_STOP, MOST_STOP);
    double ratio = agent.limits().minRewardRisk().doubleValue() * REWARD_MARGIN;
    double target = ratio * (stop + FEES) + FEES;
    double way = signal > 0 ? 1 : -1;
    int confidence =
        Math.min(99, agent.limits().minConfidence() + 3 + (int) (15 * Math.abs(signal)));
    ObjectNode decision = MAPPER.createObjectNode();
    decision.put("symbol", market.symbol().value());
    decision.put("action", action.toString());
    decision.put("leverage", Math.min(style.leverage(), agent.limits().maxLeverage()));
    decision.put("position_size_usd", size.get());
    decision.put("stop_loss", price(market, 1 - way * stop));
    decision.put("take_profit", price(market, 1 + way * target));
    decision.put("confidence", confidence);
    decision.put(
        "risk_usd",
        size.get().multiply(BigDecimal.valueOf(stop + FEES)).setScale(2, RoundingMode.HALF_UP));
    decision.put(
        "reasoning",
        text("Signal %.2f, stop %.2f %% away, target %.2f %%.", signal, stop * 100, target * 100));
    return Optional.of(decision);
  }

  private Optional<BigDecimal> size() {
    Usdt equity = seen.account().equity();
    BigDecimal wanted =
        equity.value().multiply(style.share()).multiply(BigDecimal.valueOf(caution));
    BigDecimal affordable =
        seen.account()
            .available()
            .value()
            .multiply(BigDecimal.valueOf(style.leverage()))
            .multiply(new BigDecimal("0.9"));
    BigDecimal size = wanted.min(affordable).setScale(2, RoundingMode.DOWN);
    boolean enough = size.compareTo(agent.limits().minOrder().value()) > 0;
    return enough ? Optional.of(size) : Optional.empty();
  }

  private double signal(MarketView market) {
    double signal = StandInSignal.of(market, style.reversion());
    return signal + lean;
  }

  private Optional<MarketView> market(Symbol symbol) {
    return seen.markets().stream().filter(m -> m.symbol().equals(symbol)).findFirst();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static BigDecimal price(MarketView market, double factor) {
    BigDecimal price = market.last().value().multiply(BigDecimal.valueOf(factor));
    BigDecimal rounded = price.round(PRICE_DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
