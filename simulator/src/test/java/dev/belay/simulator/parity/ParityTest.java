package dev.belay.simulator.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.simulator.parity.Difference.Kind;
import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Recording.AccountBooks;
import dev.belay.simulator.store.Recording.Taken;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run with everything in it replays to the last digit, and whatever is altered is found. */
@Tag("integration")
class ParityTest {
  private static final long MINUTE = 60_000;

  /** A funding is charged after eight hours. */
  private static final int MINUTES = 9 * 60;

  private static Recording recorded;

  @BeforeAll
  static void record() {
    try (RecordedRun run = new RecordedRun(1)) {
      run.trade(MINUTES);
      recorded = run.recording();
    }
  }

  private static Parity check(Recording recording) {
    return Parity.check(RecordedRun.MARKET, recording, at -> {});
  }

  private static List<Difference> differences(Recording recording) {
    return check(recording).comparison().differences();
  }

  @Test
  void replaysARunToTheLastDigit() {
    Parity parity = check(recorded);

    assertThat(parity.comparison().differences()).isEmpty();
    assertThat(parity.replayedEquity()).isEqualTo(parity.recordedEquity());
    assertThat(parity.comparison().orders()).isGreaterThan(800);
    assertThat(parity.comparison().trades()).isGreaterThan(500);
  }

  @Test
  void theRunHasEverythingInIt() {
    List<OrderRow> orders = all(AccountBooks::orders);
    assertThat(orders)
        .anyMatch(row -> row.order().request().trails() && row.child() != 0)
        .anyMatch(row -> row.order().request().clientId().startsWith("autoclose-"))
        .anyMatch(row -> isTriggered(row, "STOP_MARKET"))
        .anyMatch(row -> isTriggered(row, "TAKE_PROFIT_MARKET"))
        .anyMatch(row -> row.reason().equals("the position was closed"))
        .anyMatch(row -> row.order().parent() != 0 && row.updatedAt() > row.order().createdAt())
        .anyMatch(row -> row.reason().equals("canceled") && row.executed() != 0)
        .anyMatch(row -> row.state() == Order.State.EXPIRED);
    Map<Long, Integer> parts = new HashMap<>();
    all(AccountBooks::trades).forEach(trade -> parts.merge(trade.orderId(), 1, Integer::sum));
    assertThat(parts.values()).anyMatch(count -> count > 2);
    assertThat(all(AccountBooks::trades)).anyMatch(Trade::maker);
    assertThat(all(AccountBooks::income)).anyMatch(row -> row.type().equals("FUNDING_FEE"));
    assertThat(recorded.commands().stream().<Class<?>>map(t -> t.command().getClass()).distinct())
        .contains(
            Command.Started.class,
            Command.AccountOpened.class,
            Command.Placed.class,
            Command.Amended.class,
            Command.Canceled.class,
            Command.LeverageChosen.class,
            Command.Transferred.class,
            Command.TriggerSlowed.class,
            Command.TriggersUsual.class,
            Command.Relisted.class,
            Command.ListedAsUsual.class);
    Map<String, Integer> moments = new HashMap<>();
    recorded.commands().forEach(t -> moments.merge(t.account() + t.when().at(), 1, Integer::sum));
    assertThat(moments.values()).as("commands in the same millisecond").anyMatch(n -> n > 1);
  }

  private static boolean isTriggered(OrderRow row, String type) {
    return row.order().request().typeName().equals(type) && row.child() != 0 && row.executed() != 0;
  }

  @Test
  void findsAFeeThatWasAltered() {
    Trade planted = middle(all(AccountBooks::trades));
    Trade altered = priced(planted, planted.price(), planted.fee() + 1);

    List<Difference> found = differences(withTrade(planted, altered));

    assertThat(found).hasSize(1);
    assertOf(found.getFirst(), planted, "fee", decimal(planted.fee() + 1), decimal(planted.fee()));
  }

  @Test
  void findsAPriceThatWasAltered() {
    Trade planted = middle(all(AccountBooks::trades));
    Trade altered = priced(planted, planted.price() - Fixed.ONE / 10, planted.fee());

    List<Difference> found = differences(withTrade(planted, altered));

    assertThat(found).hasSize(1);
    assertOf(
        found.getFirst(), planted, "price", decimal(altered.price()), decimal(planted.price()));
  }

  @Test
  void findsATradeThatWasDropped() {
    Trade planted = middle(all(AccountBooks::trades));

    List<Difference> found = differences(trades(t -> t.id() == planted.id() ? null : t));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().field()).isEqualTo("trade");
    assertThat(found.getFirst().order()).isEqualTo("" + planted.orderId());
    assertThat(found.getFirst().at()).isEqualTo(planted.at());
    assertThat(found.getFirst().recorded()).isNull();
    assertThat(found.getFirst().replayed()).contains(decimal(planted.price()));
  }

  @Test
  void findsATradeThatWasMadeUp() {
    Trade last = all(AccountBooks::trades).getLast();
    Trade more =
        new Trade(
            last.id() + 1,
            last.orderId(),
            last.symbol(),
            last.side(),
            last.price(),
            last.quantity(),
            0,
            0,
            false,
            last.at());
    Recording planted =
        books(
            each ->
                each.trades().contains(last)
                    ? with(each, each.orders(), joined(each.trades(), more), each.income())
                    : each);

    List<Difference> found = differences(planted);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().kind()).isEqualTo(Kind.TRADE);
    assertThat(found.getFirst().replayed()).isNull();
  }

  @Test
  void findsAFundingThatWasAltered() {
    IncomeRow planted =
        all(AccountBooks::income).stream()
            .filter(row -> row.type().equals("FUNDING_FEE"))
            .findFirst()
            .orElseThrow();
    IncomeRow altered =
        new IncomeRow(
            planted.tranId(),
            planted.symbol(),
            planted.type(),
            planted.amount() - 1,
            null,
            planted.at(),
            null);

    List<Difference> found =
        differences(
            books(
                each ->
                    with(
                        each,
                        each.orders(),
                        each.trades(),
                        each.income().stream()
                            .map(row -> row.equals(planted) ? altered : row)
                            .toList())));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst())
        .extracting(Difference::kind, Difference::field, Difference::symbol, Difference::at)
        .containsExactly(Kind.INCOME, "funding_fee", planted.symbol(), planted.at());
    assertThat(found.getFirst().replayed()).isEqualTo(decimal(planted.amount()));
  }

  @Test
  void findsCashThatWasAltered() {
    List<Difference> found =
        differences(
            books(
                each ->
                    new AccountBooks(
                        each.account(),
                        each.wallet() + (each.account().equals("parity.small") ? 1 : 0),
                        each.orders(),
                        each.trades(),
                        each.income(),
                        each.positions(),
                        each.leverages())));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().kind()).isEqualTo(Kind.WALLET);
    assertThat(found.getFirst().account()).isEqualTo("parity.small");
  }

  @Test
  void findsAPositionThatWasAltered() {
    Recording planted =
        books(
            each ->
                new AccountBooks(
                    each.account(),
                    each.wallet(),
                    each.orders(),
                    each.trades(),
                    each.income(),
                    each.positions().stream().map(ParityTest::oneDearer).toList(),
                    each.leverages()));

    List<Difference> found = differences(planted);

    assertThat(found).isNotEmpty().allMatch(each -> each.kind() == Kind.POSITION);
    assertThat(found).allMatch(each -> each.field().equals("cost"));
    assertThat(check(planted).recordedEquity()).isLessThan(check(planted).replayedEquity() + 1_000);
  }

  private static Position oneDearer(Position position) {
    return new Position(
        position.symbol(),
        position.quantity(),
        position.cost() + 1,
        position.margin(),
        position.openedAt(),
        position.updatedAt());
  }

  @Test
  void findsAnAcceptanceThatWasPutIntoALaterCandle() {
    Taken planted = acceptedAndFilled();
    long number = ((Command.Placed) planted.command()).orderId();
    Recording later =
        commands(
            taken ->
                taken.equals(planted)
                    ? new Taken(
                        taken.seq(),
                        taken.account(),
                        new Command.When(
                            taken.when().at() + MINUTE, taken.when().steppedTo() + MINUTE),
                        taken.command())
                    : taken);
    List<Taken> sorted = new ArrayList<>(later.commands());
    sorted.sort(Comparator.comparingLong(taken -> taken.when().steppedTo()));

    Difference first =
        differences(new Recording(later.clock(), sorted, later.accounts())).getFirst();

    assertThat(first.kind()).isEqualTo(Kind.ORDER);
    assertThat(first.id()).isEqualTo("" + number);
    assertThat(first.field()).isEqualTo("created");
    assertThat(first.at()).isEqualTo(planted.when().at());
    assertThat(first.replayed()).isEqualTo(time(planted.when().at() + MINUTE));
  }

  @Test
  void findsAnAcceptanceThatWasRecordedAMillisecondOff() {
    Taken planted = acceptedAndFilled();
    long number = ((Command.Placed) planted.command()).orderId();

    List<Difference> found =
        differences(
            books(
                each ->
                    with(
                        each,
                        each.orders().stream()
                            .map(row -> row.order().id() == number ? created(row, 1) : row)
                            .toList(),
                        each.trades(),
                        each.income())));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().field()).isEqualTo("created");
    assertThat(found.getFirst().recorded()).isEqualTo(time(planted.when().at() + 1));
    assertThat(found.getFirst().replayed()).isEqualTo(time(planted.when().at()));
  }

  private static OrderRow created(OrderRow row, long later) {
    Order order = row.order();
    return new OrderRow(
        new Order(
            order.id(),
            order.request(),
            order.activeFrom(),
            order.createdAt() + later,
            order.reserved(),
            order.parent(),
            order.progress()),
        row.workingType(),
        row.state(),
        row.child(),
        row.reason(),
        row.updatedAt(),
        row.createdWall());
  }

  @Test
  void findsACommandThatWasDropped() {
    Taken planted = acceptedAndFilled();
    Command.Placed placed = (Command.Placed) planted.command();

    List<Difference> found = differences(commands(taken -> taken.equals(planted) ? null : taken));

    assertThat(found.getFirst().at()).isEqualTo(planted.when().at());
    assertThat(found.getFirst().clientOrderId()).isEqualTo(placed.request().clientId());
    assertThat(found.getFirst().field()).isEqualTo("order");
    assertThat(found.getFirst().replayed()).isNull();
  }

  @Test
  void findsACommandThatAskedForSomethingElse() {
    Taken planted = acceptedAndFilled();
    Command.Placed placed = (Command.Placed) planted.command();
    OrderRequest request = placed.request();
    Command other =
        new Command.Placed(
            placed.orderId(), request.amended(request.quantity() * 2, request.limitPrice()));

    Difference first =
        differences(
                commands(
                    taken ->
                        taken.equals(planted)
                            ? new Taken(taken.seq(), taken.account(), taken.when(), other)
                            : taken))
            .getFirst();

    assertThat(first.id()).isEqualTo("" + placed.orderId());
    assertThat(first.field()).isEqualTo("quantity");
    assertThat(first.recorded()).isEqualTo(decimal(request.quantity()));
    assertThat(first.replayed()).isEqualTo(decimal(request.quantity() * 2));
  }

  @Test
  void saysWhenTheEngineRefusesWhatTheVenueTook() {
    Taken planted = acceptedAndFilled();
    Command.Placed placed = (Command.Placed) planted.command();
    Command other =
        new Command.Placed(
            placed.orderId(), placed.request().amended(1, placed.request().limitPrice()));

    Difference first =
        differences(
                commands(
                    taken ->
                        taken.equals(planted)
                            ? new Taken(taken.seq(), taken.account(), taken.when(), other)
                            : taken))
            .getFirst();

    assertThat(first.kind()).isEqualTo(Kind.COMMAND);
    assertThat(first.recorded()).isEqualTo("accepted");
    assertThat(first.replayed()).startsWith("refused, QUANTITY_OFF_STEP");
  }

  @Test
  void findsThatThePricesWereOthers() {
    Market other = new SyntheticMarket(8, Scenario.CRASH);

    Parity parity = Parity.check(other, recorded, at -> {});

    assertThat(parity.comparison().differences()).hasSizeGreaterThan(1_000);
  }

  /** An order at the market that traded, from the middle of the run. */
  private static Taken acceptedAndFilled() {
    Set<Long> filled = new HashSet<>();
    all(AccountBooks::orders).stream()
        .filter(row -> row.state() == Order.State.FILLED)
        .forEach(row -> filled.add(row.order().id()));
    return middle(
        recorded.commands().stream()
            .filter(
                taken ->
                    taken.command() instanceof Command.Placed placed
                        && placed.request().typeName().equals("MARKET")
                        && !placed.request().reduces()
                        && filled.contains(placed.orderId()))
            .toList());
  }

  private static <T> List<T> all(Function<AccountBooks, List<T>> of) {
    return recorded.accounts().values().stream().flatMap(b -> of.apply(b).stream()).toList();
  }

  private static <T> T middle(List<T> list) {
    return list.get(list.size() / 2);
  }

  private static Recording books(UnaryOperator<AccountBooks> change) {
    SortedMap<String, AccountBooks> changed = new TreeMap<>();
    recorded.accounts().forEach((name, books) -> changed.put(name, change.apply(books)));
    return new Recording(recorded.clock(), recorded.commands(), changed);
  }

  private static Recording commands(Function<Taken, @Nullable Taken> change) {
    return new Recording(
        recorded.clock(),
        recorded.commands().stream().flatMap(t -> Stream.ofNullable(change.apply(t))).toList(),
        recorded.accounts());
  }

  private static Recording trades(Function<Trade, @Nullable Trade> change) {
    return books(
        each ->
            with(
                each,
                each.orders(),
                each.trades().stream().flatMap(t -> Stream.ofNullable(change.apply(t))).toList(),
                each.income()));
  }

  private static Recording withTrade(Trade was, Trade is) {
    Predicate<Trade> same = was::equals;
    return trades(trade -> same.test(trade) ? is : trade);
  }

  private static AccountBooks with(
      AccountBooks books, List<OrderRow> orders, List<Trade> trades, List<IncomeRow> income) {
    return new AccountBooks(
        books.account(),
        books.wallet(),
        orders,
        trades,
        income,
        books.positions(),
        books.leverages());
  }

  private static <T> List<T> joined(List<T> list, T more) {
    List<T> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }

  private static Trade priced(Trade trade, long price, long fee) {
    return new Trade(
        trade.id(),
        trade.orderId(),
        trade.symbol(),
        trade.side(),
        price,
        trade.quantity(),
        fee,
        trade.realizedPnl(),
        trade.maker(),
        trade.at());
  }

  private static void assertOf(
      Difference found, Trade trade, String field, String recorded, String replayed) {
    assertThat(found.kind()).isEqualTo(Kind.TRADE);
    assertThat(found.id()).isEqualTo("" + trade.id());
    assertThat(found.order()).isEqualTo("" + trade.orderId());
    assertThat(found.symbol()).isEqualTo(trade.symbol().value());
    assertThat(found.at()).isEqualTo(trade.at());
    assertThat(found.field()).isEqualTo(field);
    assertThat(found.recorded()).isEqualTo(recorded);
    assertThat(found.replayed()).isEqualTo(replayed);
  }

  private static String decimal(long fixed) {
    return Fixed.decimal(fixed).stripTrailingZeros().toPlainString();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
