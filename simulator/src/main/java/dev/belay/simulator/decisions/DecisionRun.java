package dev.belay.simulator.decisions;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.Direction;
import dev.belay.domain.risk.Admission;
import dev.belay.domain.risk.AgentRisk;
import dev.belay.domain.risk.BreakerState;
import dev.belay.domain.risk.Breakers;
import dev.belay.domain.risk.EntryRequest;
import dev.belay.domain.risk.FundRisk;
import dev.belay.domain.risk.MarketView;
import dev.belay.domain.risk.PositionGuard;
import dev.belay.domain.risk.Verdict;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEngine.Moment;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.venue.Matching;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One agent's decisions, carried out on a market by the fill engine: each is judged by the rules of
 * live rounds at its market time, orders fill at the next open, and what was opened gets its stop
 * and its target with the fill. Without the fund's limits, which look at other agents.
 */
public final class DecisionRun {
  private static final BigDecimal ANY = BigDecimal.valueOf(1_000_000_000);

  /** Limits that nothing reaches. */
  private static final FundLimits NO_LIMITS = new FundLimits(ANY, ANY, ANY, ANY, ANY);

  private static final int DIGITS = 8;

  private final Market market;
  private final Matching matching;
  private final Terms.Costs costs;
  private final AgentSpec agent;
  private final AgentLimits limits;
  private final Account account;
  private final SortedMap<Symbol, Exits> exits = new TreeMap<>();
  private final List<Instant> opens = new ArrayList<>();
  private final SortedMap<String, Integer> refused = new TreeMap<>();
  private final SortedMap<Symbol, Venture> ventures = new TreeMap<>();
  private final List<Forecast> forecasts = new ArrayList<>();
  private final Usdt startEquity;
  private BreakerState breakers = BreakerState.NEW;
  private long steppedTo;
  private int orders;
  private int entered;
  private int closed;
  private long fees;
  private long funding;

  /**
   * Where a position is to end.
   *
   * @param resting number of the stop's order; 0 until the position is there
   */
  private record Exits(Price stop, @Nullable Price target, long resting) {}

  /**
   * An entry that was decided, until its position is gone.
   *
   * @param net what it has come to, fees and funding included
   */
  private record Venture(int confidence, long net) {
    Venture plus(long amount) {
      return new Venture(confidence, net + amount);
    }
  }

  /**
   * What a decision to enter said of itself, and what came of it.
   *
   * @param probability its confidence, 0 to 1
   * @param won whether its position was closed with more than nothing, net of fees and funding
   */
  public record Forecast(double probability, boolean won) {}

  /** What was decided for a market time. */
  public record Round(Instant at, List<Decision> decisions) {
    public Round {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * What it came to.
   *
   * @param startEquity at the first round, open positions at the market's price
   * @param finalEquity the same at the end
   * @param fees paid
   * @param funding received, or paid when negative
   * @param opened entries that filled
   * @param closed positions that ended, however
   * @param refused decisions to trade that were not carried out, by why
   * @param open positions at the end
   * @param forecasts of the entries whose positions have ended, in that order
   */
  public record Result(
      Usdt startEquity,
      Usdt finalEquity,
      Usdt fees,
      Usdt funding,
      int opened,
      int closed,
      SortedMap<String, Integer> refused,
      int open,
      List<Forecast> forecasts) {
    public Result {
      forecasts = List.copyOf(forecasts);
    }

    /** What was won or lost, after fees and funding. */
    public Usdt pnl() {
      return finalEquity.minus(startEquity);
    }
  }

  private DecisionRun(
      Market market, Terms.Costs costs, AgentSpec agent, AgentSnapshot start, Instant at) {
    this.market = market;
    this.costs = costs;
    this.agent = agent;
    this.limits = agent.limits();
    this.matching = new Matching(market, costs, Ids.counting());
    this.steppedTo = market.interval().floor(at).toEpochMilli();
    this.account = account(start);
    for (AgentSnapshot.Holding held : start.positions()) {
      if (!account.position(held.symbol()).isFlat() && held.stop() != null) {
        exits.put(held.symbol(), new Exits(held.stop(), held.target(), 0));
      }
    }
    this.startEquity = equity(at);
    protect();
  }

  /**
   * Carries decisions out.
   *
   * @param start the account at the first round: cash, and what it holds with stops and targets
   * @param rounds in order of market time, at least one
   * @param until market time at which it ends; not before the last round
   */
  public static Result run(
      Market market,
      Terms.Costs costs,
      AgentSpec agent,
      AgentSnapshot start,
      List<Round> rounds,
      Instant until) {
    DecisionRun run = new DecisionRun(market, costs, agent, start, rounds.getFirst().at());
    for (Round round : rounds) {
      run.stepTo(round.at());
      run.take(round);
    }
    run.stepTo(until);
    return run.result(until);
  }

  /** With isolated margin, as the positions were opened. */
  private Account account(AgentSnapshot start) {
    BigDecimal wallet = start.equity().value();
    List<Position> positions = new ArrayList<>();
    Map<Symbol, Integer> leverages = new TreeMap<>();
    for (AgentSnapshot.Holding held : start.positions()) {
      wallet = wallet.subtract(held.unrealizedPnl().value());
      if (!matching.instruments().containsKey(held.symbol())) {
        continue;
      }
      BigDecimal cost = held.entryPrice().times(held.quantity()).value();
      BigDecimal margin =
          cost.divide(BigDecimal.valueOf(held.leverage()), DIGITS, RoundingMode.CEILING);
      long quantity = Fixed.of(held.quantity().value());
      long openedAt = Math.min(held.openedAt().toEpochMilli(), steppedTo);
      positions.add(
          new Position(
              held.symbol(),
              held.direction() == Direction.LONG ? quantity : -quantity,
              fixed(cost),
              fixed(margin),
              openedAt,
              openedAt));
      leverages.put(held.symbol(), held.leverage());
    }
    return Account.restore(start.account(), fixed(wallet), positions, List.of(), leverages);
  }

  private static long fixed(BigDecimal value) {
    return Fixed.of(value.setScale(DIGITS, RoundingMode.HALF_EVEN));
  }

  private void stepTo(Instant until) {
    long step = market.interval().millis();
    long end = market.interval().floor(until).toEpochMilli();
    while (steppedTo < end) {
      if (account.activeSymbols().isEmpty()) {
        steppedTo = end;
        return;
      }
      steppedTo += step;
      List<Symbol> before = held();
      note(matching.step(account, matching.boundary(steppedTo)));
      List<Symbol> after = held();
      entered += (int) after.stream().filter(symbol -> !before.contains(symbol)).count();
      before.stream().filter(symbol -> !after.contains(symbol)).forEach(this::ended);
      protect();
      guard();
      breakers = Breakers.mark(breakers, equity(now()), now(), limits);
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(steppedTo);
  }

  private void ended(Symbol symbol) {
    closed++;
    Venture venture = ventures.remove(symbol);
    if (venture != null) {
      forecasts.add(new Forecast(venture.confidence() / 100.0, venture.net() > 0));
    }
  }

  private void earned(Symbol symbol, long amount) {
    ventures.computeIfPresent(symbol, (key, venture) -> venture.plus(amount));
  }

  private List<Symbol> held() {
    return account.positions().stream().map(Position::symbol).toList();
  }

  private void note(List<FillEvent> events) {
    for (FillEvent event : events) {
      switch (event) {
        case FillEvent.Traded(Trade trade) -> {
          fees += trade.fee();
          earned(trade.symbol(), trade.realizedPnl() - trade.fee());
        }
        case FillEvent.FundingSettled settled -> {
          funding += settled.amount();
          earned(settled.symbol(), settled.amount());
        }
        case FillEvent.Opened e -> {
          // Counted when it trades.
        }
        case FillEvent.Advanced e -> {
          // The account has it.
        }
        case FillEvent.Closed e -> {
          // The account has it.
        }
        case FillEvent.PositionChanged e -> {
          // The account has it.
        }
        case FillEvent.Deposited e -> {
          // There are none.
        }
        case FillEvent.LeverageSet e -> {
          // The account has it.
        }
      }
    }
  }

  /** Gives what has filled its stop and its target, and forgets what is gone. */
  private void protect() {
    for (Symbol symbol : List.copyOf(exits.keySet())) {
      Exits its = exits.get(symbol);
      Position position = account.position(symbol);
      if (its == null || position.isFlat()) {
        if (its != null && !account.activeSymbols().contains(symbol)) {
          exits.remove(symbol);
        }
      } else if (its.resting() == 0) {
        rest(position, its);
      }
    }
  }

  private void rest(Position position, Exits its) {
    long stop = place(exit(position, OrderType.STOP_MARKET, its.stop()));
    Price target = its.target();
    boolean done =
        stop == 0
            || target != null && place(exit(position, OrderType.TAKE_PROFIT_MARKET, target)) == 0;
    exits.put(position.symbol(), new Exits(its.stop(), target, stop));
    if (done) {
      // The price is beyond it already.
      leave(position);
    }
  }

  private OrderRequest exit(Position position, OrderType type, Price trigger) {
    return new OrderRequest(
        "exit-" + ++orders,
        position.symbol(),
        position.quantity() > 0 ? Side.SELL : Side.BUY,
        type,
        TimeInForce.GTC,
        0,
        0,
        fixed(trigger.value()),
        false,
        true);
  }

  /** Closes at the next open. */
  private boolean leave(Position position) {
    Side side = position.quantity() > 0 ? Side.SELL : Side.BUY;
    boolean leaving =
        account.orders().stream()
            .anyMatch(
                order ->
                    order.request().symbol().equals(position.symbol())
                        && order.request().type() == OrderType.MARKET);
    return leaving || place(market(position.symbol(), side, position.size(), true)) != 0;
  }

  private OrderRequest market(Symbol symbol, Side side, long quantity, boolean reduces) {
    return new OrderRequest(
        "market-" + ++orders,
        symbol,
        side,
        OrderType.MARKET,
        TimeInForce.GTC,
        quantity,
        0,
        0,
        reduces,
        false);
  }

  /** The order's number; 0 where the engine does not take it. */
  private long place(OrderRequest request) {
    Moment moment = matching.moment(request.symbol(), steppedTo, steppedTo);
    return switch (matching.engine().place(account, request, moment)) {
      case dev.belay.engine.fill.Verdict.Accepted(List<FillEvent> events) ->
          events.getFirst() instanceof FillEvent.Opened(var order) ? order.id() : 0;
      case dev.belay.engine.fill.Verdict.Rejected ignored -> 0;
    };
  }

  /** What the agent's limits want of positions as time and price go on. */
  private void guard() {
    if (limits.trailingStopPct().signum() == 0 && limits.maxHoldHours().signum() == 0) {
      return;
    }
    for (Position position : List.copyOf(account.positions())) {
      Exits its = exits.get(position.symbol());
      Optional<Price> price = price(position.symbol(), now());
      if (its != null && price.isPresent()) {
        PositionGuard.Held held =
            new PositionGuard.Held(
                position.quantity() > 0 ? Direction.LONG : Direction.SHORT,
                its.stop(),
                Instant.ofEpochMilli(position.openedAt()));
        PositionGuard.next(held, limits, instrument(position.symbol()), price.get(), now())
            .ifPresent(wanted -> follow(position, its, wanted));
      }
    }
  }

  private void follow(Position position, Exits its, PositionGuard.Wanted wanted) {
    switch (wanted) {
      case PositionGuard.Wanted.Out() -> leave(position);
      case PositionGuard.Wanted.Follow(Price stop) -> {
        var unused = matching.engine().cancel(account, its.resting(), steppedTo);
        long resting = place(exit(position, OrderType.STOP_MARKET, stop));
        exits.put(position.symbol(), new Exits(stop, its.target(), resting));
        if (resting == 0) {
          leave(position);
        }
      }
    }
  }

  private void take(Round round) {
    breakers = Breakers.mark(breakers, equity(round.at()), round.at(), limits);
    int opened = 0;
    for (Decision decision : round.decisions()) {
      if (decision.action().closes()) {
        close(decision);
      } else if (decision.action().opens() && open(decision, round.at(), opened)) {
        opened++;
        opens.add(round.at());
      }
    }
  }

  private void close(Decision decision) {
    Position position =
        matching.instruments().containsKey(decision.symbol())
            ? account.position(decision.symbol())
            : Position.flat(decision.symbol(), steppedTo);
    Direction wanted = decision.action().direction().orElseThrow();
    boolean isLong = position.quantity() > 0;
    if (position.isFlat() || isLong != (wanted == Direction.LONG) || !leave(position)) {
      refuse(RefusalCode.POSITION_NOT_OPEN.name());
    }
  }

  private boolean open(Decision decision, Instant at, int openedThisRound) {
    Symbol symbol = decision.symbol();
    Instrument instrument = matching.instruments().get(symbol);
    Quote quote =
        instrument == null
            ? null
            : price(symbol, at).map(price -> new Quote(symbol, price, price, at)).orElse(null);
    Verdict verdict =
        Admission.judge(
            new EntryRequest(decision, at),
            new MarketView(at, instrument, quote, Fixed.decimal(costs.takerRate())),
            risk(at, openedThisRound),
            new FundRisk(NO_LIMITS, null, Breakers.FundState.NEW, equity(at), List.of()));
    return switch (verdict) {
      case Verdict.Refused refused -> refuse(refused.refusal().code().name());
      case Verdict.Admitted admitted -> enter(decision, admitted);
    };
  }

  private boolean enter(Decision decision, Verdict.Admitted admitted) {
    Symbol symbol = decision.symbol();
    int leverage = decision.leverage() == null ? 1 : decision.leverage();
    Side side = decision.action().direction().orElseThrow().entrySide();
    long quantity = Fixed.of(admitted.quantity().value());
    boolean taken =
        matching.engine().setLeverage(account, symbol, leverage)
                instanceof dev.belay.engine.fill.Verdict.Accepted
            && place(market(symbol, side, quantity, false)) != 0;
    if (!taken) {
      return refuse("REJECTED");
    }
    exits.put(symbol, new Exits(admitted.stop(), admitted.target(), 0));
    if (decision.confidence() != null) {
      ventures.put(symbol, new Venture(decision.confidence(), 0));
    }
    return true;
  }

  private boolean refuse(String code) {
    refused.merge(code, 1, Integer::sum);
    return false;
  }

  private AgentRisk risk(Instant at, int openedThisRound) {
    Instant hourAgo = at.minus(Duration.ofHours(1));
    return new AgentRisk(
        limits,
        agent.symbols(),
        true,
        false,
        breakers,
        equity(at),
        usdt(account.available()),
        List.copyOf(account.activeSymbols()),
        openedThisRound,
        (int) opens.stream().filter(opened -> opened.isAfter(hourAgo)).count(),
        0);
  }

  private Instrument instrument(Symbol symbol) {
    Instrument found = matching.instruments().get(symbol);
    if (found == null) {
      throw new IllegalStateException("Expected only positions in what is listed, was " + symbol);
    }
    return found;
  }

  private Optional<Price> price(Symbol symbol, Instant at) {
    OptionalLong price = market.price(symbol, at.toEpochMilli());
    return price.isPresent()
        ? Optional.of(Price.of(Fixed.decimal(price.getAsLong())))
        : Optional.empty();
  }

  private Usdt equity(Instant at) {
    long sum = account.wallet();
    for (Position position : account.positions()) {
      long mark = market.price(position.symbol(), at.toEpochMilli()).orElse(position.entryPrice());
      sum += position.unrealizedPnl(mark);
    }
    return usdt(sum);
  }

  private Result result(Instant until) {
    int open = account.positions().size();
    return new Result(
        startEquity,
        equity(until),
        usdt(fees),
        usdt(funding),
        entered,
        closed,
        refused,
        open,
        forecasts);
  }

  private static Usdt usdt(long fixed) {
    return Usdt.of(Fixed.decimal(fixed));
  }
}
