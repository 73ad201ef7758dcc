package dev.belay.engine.fill;

import static dev.belay.engine.fill.World.ETH;
import static dev.belay.engine.fill.World.TERMS;
import static dev.belay.engine.fill.World.fixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuoteFillsTest {
  private final FillEngine engine =
      new FillEngine(List.of(TERMS), Terms.Costs.DEFAULT, Ids.counting());
  private final Account account = new Account("test");
  private final List<FillEvent> events = new ArrayList<>();
  private final List<Quotes.Funding> fundings = new ArrayList<>();
  private long now = 1_000;
  private long previous;
  private int ids;

  @BeforeEach
  void deposit() {
    var unused = engine.deposit(account, fixed("1000"), 0);
  }

  private void quote(String bid, String ask, String mark) {
    quote(bid, ask, mark, "100");
  }

  /** A second later. */
  private void quote(String bid, String ask, String mark, String size) {
    now += 1_000;
    Touch touch = new Touch(now, fixed(bid), fixed(size), fixed(ask), fixed(size), fixed(mark));
    events.clear();
    events.addAll(engine.quoted(account, new Look(previous, touch, List.copyOf(fundings))));
    fundings.clear();
    previous = now;
  }

  private record Look(long previous, @Nullable Touch latest, List<Funding> due) implements Quotes {
    @Override
    public @Nullable Touch touch(Symbol symbol) {
      return latest;
    }

    @Override
    public List<Funding> fundings(Account account, Position position) {
      return due;
    }
  }

  private Verdict place(
      Side side, OrderType type, TimeInForce force, String quantity, String price, boolean close) {
    boolean conditional = type.isConditional();
    return engine.place(
        account,
        new OrderRequest(
            "order-" + ++ids,
            ETH,
            side,
            type,
            force,
            close ? 0 : fixed(quantity),
            conditional ? 0 : fixed(price),
            conditional ? fixed(price) : 0,
            false,
            close),
        new FillEngine.Moment(now, now, fixed("3000")));
  }

  private void market(Side side, String quantity) {
    assertThat(place(side, OrderType.MARKET, TimeInForce.GTC, quantity, "0", false))
        .isInstanceOf(Verdict.Accepted.class);
  }

  private void closeAt(OrderType type, String trigger) {
    assertThat(place(Side.SELL, type, TimeInForce.GTC, "0", trigger, true))
        .isInstanceOf(Verdict.Accepted.class);
  }

  private Trade trade() {
    return events.stream()
        .filter(FillEvent.Traded.class::isInstance)
        .map(e -> ((FillEvent.Traded) e).trade())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private boolean traded() {
    return events.stream().anyMatch(FillEvent.Traded.class::isInstance);
  }

  private String reason() {
    return events.stream()
        .filter(FillEvent.Closed.class::isInstance)
        .map(e -> ((FillEvent.Closed) e).reason())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private void holdLong(String quantity) {
    market(Side.BUY, quantity);
    quote("2999.99", "3000.00", "3000.00");
    assertThat(account.position(ETH).quantity()).isEqualTo(fixed(quantity));
  }

  @Test
  void buysAtTheAskAndSellsAtTheBidOfTheNextQuote() {
    market(Side.BUY, "0.1");
    quote("2999.50", "3000.20", "3000.01");

    assertThat(trade().price()).isEqualTo(fixed("3000.20"));
    assertThat(trade().at()).isEqualTo(now);
    assertThat(trade().fee()).isEqualTo(fixed("0.15001"));

    market(Side.SELL, "0.1");
    quote("2998.10", "2998.90", "2998.50");

    assertThat(trade().price()).isEqualTo(fixed("2998.10"));
    assertThat(account.position(ETH).isFlat()).isTrue();
  }

  @Test
  void aQuoteThatWasThereBeforeTheOrderDoesNotFillIt() {
    quote("2999.50", "3000.20", "3000.01");
    market(Side.BUY, "0.1");
    Touch before = new Touch(now, fixed("1"), 0, fixed("2"), 0, fixed("1"));

    assertThat(engine.quoted(account, new Look(0, before, List.of()))).isEmpty();
    assertThat(engine.quoted(account, new Look(0, null, List.of()))).isEmpty();
  }

  @Test
  void whatIsMoreThanQuotedPaysSlippage() {
    market(Side.BUY, "0.1");
    quote("2999.50", "3000.00", "3000.00", "0.099");

    assertThat(trade().price()).isEqualTo(fixed("3000.60"));
  }

  @Test
  void aStopTriggersOnTheMarkAndFillsAtTheQuote() {
    holdLong("0.1");
    closeAt(OrderType.STOP_MARKET, "2950");
    closeAt(OrderType.TAKE_PROFIT_MARKET, "3050");

    quote("2949.00", "2949.10", "2950.01");
    assertThat(traded()).isFalse();
    quote("2940.00", "2940.10", "2949.90");

    assertThat(trade().price()).isEqualTo(fixed("2940.00"));
    assertThat(account.orders()).isEmpty();
  }

  @Test
  void aStopPassedOverWhileNobodyLookedFillsAtTheFirstQuote() {
    holdLong("0.1");
    closeAt(OrderType.STOP_MARKET, "2950");
    now += 3_600_000;
    quote("2800.00", "2800.10", "2800.05");

    assertThat(trade().price()).isEqualTo(fixed("2800.00"));
  }

  @Test
  void aTargetFillsAtTheQuote() {
    holdLong("0.1");
    closeAt(OrderType.STOP_MARKET, "2950");
    closeAt(OrderType.TAKE_PROFIT_MARKET, "3050");
    quote("3052.00", "3052.10", "3051.00");

    assertThat(trade().price()).isEqualTo(fixed("3052.00"));
    assertThat(account.orders()).isEmpty();
  }

  @Test
  void liquidatesOnTheMarkAndTakesNoMoreThanTheMargin() {
    var unused = engine.setLeverage(account, ETH, 50);
    holdLong("1");
    closeAt(OrderType.STOP_MARKET, "2900");
    long margin = account.position(ETH).margin();
    long wallet = account.wallet();

    quote("2890.00", "2890.10", "2890.00");

    assertThat(account.position(ETH).isFlat()).isTrue();
    assertThat(events)
        .anyMatch(
            e ->
                e instanceof FillEvent.Opened opened
                    && opened.order().request().clientId().startsWith("autoclose-"));
    assertThat(wallet - account.wallet()).isLessThanOrEqualTo(margin);
  }

  @Test
  void aStopNearerThanTheLiquidationComesFirst() {
    var unused = engine.setLeverage(account, ETH, 50);
    holdLong("1");
    closeAt(OrderType.STOP_MARKET, "2970");

    quote("2890.00", "2890.10", "2890.00");

    assertThat(trade().price()).isEqualTo(fixed("2890.00"));
    assertThat(events)
        .noneMatch(
            e ->
                e instanceof FillEvent.Opened opened
                    && opened.order().request().clientId().startsWith("autoclose-"));
  }

  @Test
  void aLimitOrderTakesAtTheFirstQuoteAndRestsAfterIt() {
    var unused = place(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "0.1", "3001", false);
    quote("2999.50", "3000.20", "3000.00");
    assertThat(trade().price()).isEqualTo(fixed("3000.20"));
    assertThat(trade().maker()).isFalse();

    unused = place(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "0.1", "2990", false);
    quote("2999.50", "3000.20", "3000.00");
    assertThat(traded()).isFalse();
    quote("2989.00", "2989.90", "2989.50");
    assertThat(trade().price()).isEqualTo(fixed("2990"));
    assertThat(trade().maker()).isTrue();
  }

  @Test
  void anOrderThatMayNotTakeOrNotRestEnds() {
    var unused = place(Side.BUY, OrderType.LIMIT, TimeInForce.GTX, "0.1", "2999", false);
    quote("2990.00", "2990.10", "2990.00");
    assertThat(reason()).isEqualTo("would have taken at the next quote");

    unused = place(Side.BUY, OrderType.LIMIT, TimeInForce.IOC, "0.1", "2980", false);
    quote("2990.00", "2990.10", "2990.00");
    assertThat(reason()).isEqualTo("not marketable at the next quote");
  }

  @Test
  void anEntryThatFoundNoQuoteInTimeIsNotWantedAnyMoreButAnExitIs() {
    holdLong("0.1");
    market(Side.SELL, "0.05");
    var unused =
        engine.place(
            account,
            new OrderRequest(
                "exit",
                ETH,
                Side.SELL,
                OrderType.MARKET,
                TimeInForce.GTC,
                fixed("0.1"),
                0,
                0,
                true,
                false),
            new FillEngine.Moment(now, now, fixed("3000")));
    now += 20_000;
    quote("2999.00", "2999.10", "2999.05");

    assertThat(events)
        .filteredOn(e -> e instanceof FillEvent.Closed closed && closed.reason().contains("15 s"))
        .hasSize(1);
    assertThat(account.position(ETH).isFlat()).isTrue();
  }

  @Test
  void settlesWhatTheExchangeHasSettled() {
    holdLong("0.1");
    long wallet = account.wallet();
    fundings.add(new Quotes.Funding(1_500, fixed("0.0001"), fixed("3010")));
    quote("2999.00", "2999.10", "2999.05");

    // A long pays mark × quantity × rate.
    assertThat(wallet - account.wallet()).isEqualTo(fixed("0.0301"));
    assertThat(events)
        .anyMatch(e -> e instanceof FillEvent.FundingSettled settled && settled.at() == 1_500);
  }

  @Test
  void aQuoteThatIsNoneCanNotBeMade() {
    assertThatThrownBy(() -> new Touch(1, 10, 0, 10, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bid < ask");
    assertThatThrownBy(() -> new Touch(1, 0, 0, 10, 0, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Touch(1, 9, 0, 10, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
