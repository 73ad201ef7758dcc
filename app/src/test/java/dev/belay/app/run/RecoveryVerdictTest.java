package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.Side;
import dev.belay.ledger.read.LedgerAudit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One account with an entry and its stop; each test plants one fault and expects its code. */
class RecoveryVerdictTest {
  private static final String HERE = "installation";
  private static final String ACCOUNT = "main.a";
  private static final String DECISION = "main/a/2026-01-05T12:00:00Z#0";
  private static final String POSITION = "main.a/BTCUSDT/1";
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Instant AT = Instant.parse("2026-01-05T12:05:00Z");
  private static final Price PRICE = Price.of("60000");
  private static final Quantity SIZE = Quantity.of("0.01");
  private static final Usdt FEE = Usdt.of("0.3");

  private final List<LedgerAudit.Order> recorded = new ArrayList<>();
  private final List<LedgerAudit.Fill> booked = new ArrayList<>();
  private final List<LedgerAudit.Funding> funding = new ArrayList<>();
  private final List<LedgerAudit.Transfer> transfers = new ArrayList<>();
  private final List<LedgerAudit.Holding> holdings = new ArrayList<>();
  private final List<LedgerAudit.Opened> opened = new ArrayList<>();
  private final List<SimulatorAudit.Order> atVenue = new ArrayList<>();
  private final List<SimulatorAudit.Trade> trades = new ArrayList<>();
  private final List<SimulatorAudit.Income> income = new ArrayList<>();
  private final List<SimulatorAudit.Position> positions = new ArrayList<>();
  private Usdt cash = Usdt.of("999.7");
  private Usdt wallet = Usdt.of("999.7");

  RecoveryVerdictTest() {
    recorded.add(ours(id(DECISION, Leg.ENTRY), DECISION, Leg.ENTRY, OrderStatus.FILLED));
    recorded.add(ours(id(POSITION, Leg.STOP), POSITION, Leg.STOP, OrderStatus.WORKING));
    booked.add(new LedgerAudit.Fill(BTC, 3, "1", PRICE, SIZE, FEE, Usdt.of("0")));
    holdings.add(new LedgerAudit.Holding(POSITION, BTC, Usdt.of("0.01"), true));
    opened.add(new LedgerAudit.Opened(DECISION, POSITION, null));
    atVenue.add(theirs("1", id(DECISION, Leg.ENTRY).value(), false, "FILLED", 1));
    atVenue.add(theirs("2", id(POSITION, Leg.STOP).value(), true, "NEW", 1));
    trades.add(trade(3, "1"));
    positions.add(new SimulatorAudit.Position(BTC, new BigDecimal("0.01")));
  }

  @Test
  void passesWhenBothSidesAreEqual() {
    assertThat(judge()).isEqualTo(new Verdict(1, 2, 1, 0, List.of()));
  }

  @Test
  void passesWhatTheLedgerHasYetToHearOfAnOpenOrder() {
    recorded.set(0, ours(id(DECISION, Leg.ENTRY), DECISION, Leg.ENTRY, OrderStatus.SENT));
    booked.clear();
    holdings.clear();
    cash = Usdt.of("1000");
    income.add(
        new SimulatorAudit.Income(
            Optional.of(BTC), "FUNDING_FEE", Usdt.of("-0.1"), "9", AT, Optional.empty()));
    wallet = Usdt.of("999.6");

    assertThat(judge().differences()).isEmpty();
  }

  @Test
  void failsOnASecondSubmission() {
    atVenue.set(0, theirs("1", id(DECISION, Leg.ENTRY).value(), false, "FILLED", 2));

    assertFound("DUPLICATE_ORDER");
    assertThat(judge().duplicates()).isEqualTo(1);
  }

  @Test
  void failsOnTheSameIdAtTheOtherEndpoint() {
    atVenue.add(theirs("7", id(DECISION, Leg.ENTRY).value(), true, "CANCELED", 1));

    assertFound("DUPLICATE_ORDER");
    assertThat(judge().duplicates()).isEqualTo(1);
  }

  @Test
  void failsOnAnIdThatDoesNotDerive() {
    ClientOrderId random = id("another installation's", Leg.ENTRY);
    recorded.set(0, ours(random, DECISION, Leg.ENTRY, OrderStatus.FILLED));
    atVenue.set(0, theirs("1", random.value(), false, "FILLED", 1));

    assertFound("FOREIGN_ID");
  }

  @Test
  void failsOnAnIgnoredUnknown() {
    for (OrderStatus given : List.of(OrderStatus.REJECTED, OrderStatus.NOT_PLACED)) {
      recorded.set(1, ours(id(POSITION, Leg.STOP), POSITION, Leg.STOP, given));
      assertThat(codes()).contains("IGNORED_UNKNOWN");
    }
  }

  @Test
  void failsOnAnOrderThatIsOverHereAndOpenThere() {
    recorded.set(1, ours(id(POSITION, Leg.STOP), POSITION, Leg.STOP, OrderStatus.CANCELED));

    assertFound("STILL_OPEN");
  }

  @Test
  void failsOnALostOrder() {
    atVenue.remove(1);

    assertFound("LOST_ORDER");
  }

  @Test
  void failsOnAnUnknownOrder() {
    atVenue.add(theirs("8", "b-nobody-recorded-it", false, "NEW", 1));

    assertFound("UNKNOWN_ORDER");
  }

  @Test
  void failsOnAnOrderSentWithoutAClaim() {
    LedgerAudit.Order stop = recorded.get(1);
    recorded.set(
        1,
        new LedgerAudit.Order(
            stop.id(), POSITION, Leg.STOP, 0, OrderStatus.RECORDED, false, Quantity.of("0"), null));

    assertFound("UNCLAIMED_ORDER");
  }

  @Test
  void failsOnALostFill() {
    trades.add(trade(4, "1"));

    assertThat(codes()).contains("LOST_FILL");
  }

  @Test
  void passesALiquidationThatTheFeedHasYetToBook() {
    liquidate(4);

    assertThat(judge().differences()).isEmpty();
  }

  @Test
  void failsOnALiquidationOfWhatTheLedgerDoesNotHold() {
    liquidate(4);
    holdings.clear();

    assertThat(codes()).contains("LOST_FILL");
  }

  @Test
  void failsOnALiquidationThatTheFeedHasBeenPast() {
    liquidate(2);

    assertThat(codes()).contains("LOST_FILL");
  }

  /** The venue closes the position of its own accord; the ledger has not heard of it. */
  private void liquidate(long tradeId) {
    atVenue.add(theirs("9", "autoclose-9", false, "FILLED", 1));
    trades.add(
        new SimulatorAudit.Trade(
            tradeId, "9", BTC, Side.SELL, Price.of("59000"), SIZE, FEE, Usdt.of("-10"), AT));
    wallet = Usdt.of("989.4");
    positions.clear();
  }

  @Test
  void failsOnAFillBookedDifferently() {
    booked.set(0, new LedgerAudit.Fill(BTC, 3, "1", Price.of("1"), SIZE, FEE, Usdt.of("0")));

    assertFound("FILL_MISMATCH");
  }

  @Test
  void failsOnAFillOrFundingTheVenueDoesNotKnow() {
    booked.add(new LedgerAudit.Fill(BTC, 5, "1", PRICE, SIZE, FEE, Usdt.of("0")));
    funding.add(new LedgerAudit.Funding(BTC, AT, Usdt.of("1")));

    assertThat(codes()).containsExactly("INVENTED_FILL", "INVENTED_FUNDING");
  }

  @Test
  void failsOnBalanceDrift() {
    wallet = Usdt.of("999.69");

    assertFound("BALANCE_DRIFT");
  }

  @Test
  void failsOnAQuantityMismatch() {
    positions.set(0, new SimulatorAudit.Position(BTC, new BigDecimal("0.02")));

    assertFound("QUANTITY_MISMATCH");
  }

  @Test
  void failsOnAPositionOnlyTheVenueHas() {
    positions.add(new SimulatorAudit.Position(Symbol.of("ETHUSDT"), new BigDecimal("-1")));

    assertFound("QUANTITY_MISMATCH");
  }

  @Test
  void failsWhenADecisionIsEnteredTwice() {
    ClientOrderId second = ClientOrderId.derive(HERE, ACCOUNT, DECISION, Leg.ENTRY, 1);
    recorded.add(
        new LedgerAudit.Order(
            second, DECISION, Leg.ENTRY, 1, OrderStatus.NOT_PLACED, true, Quantity.of("0"), null));

    assertFound("DECISION_TWICE");
  }

  @Test
  void failsOnAnOrderWithoutADecisionAndADecisionWithoutAnOrder() {
    opened.set(0, new LedgerAudit.Opened("main/a/2026-01-05T12:00:00Z#1", POSITION, null));

    assertThat(codes()).containsExactly("UNDECIDED_ORDER", "LOST_DECISION");
  }

  @Test
  void passesATransferThatOneSideHasYetToHearOf() {
    // Taken in the ledger, not yet at the venue; given at the venue, not yet in the ledger.
    transfers.add(new LedgerAudit.Transfer("main/r/a/0", Usdt.of("-200"), "PENDING"));
    transfers.add(new LedgerAudit.Transfer("main/r/a/1", Usdt.of("50"), "PENDING"));
    income.add(moved("main/r/a/1", "50"));
    cash = Usdt.of("799.7");
    wallet = Usdt.of("1049.7");

    assertThat(judge().differences()).isEmpty();
  }

  @Test
  void passesTransfersThatBothSidesHave() {
    transfers.add(new LedgerAudit.Transfer("main/r/a/0", Usdt.of("-200"), "DONE"));
    transfers.add(new LedgerAudit.Transfer("main/r/a/1", Usdt.of("-900"), "REFUSED"));
    income.add(moved("main/r/a/0", "-200"));
    cash = Usdt.of("799.7");
    wallet = Usdt.of("799.7");

    assertThat(judge().differences()).isEmpty();
  }

  @Test
  void failsOnATransferThatTheVenueDoesNotHave() {
    transfers.add(new LedgerAudit.Transfer("main/r/a/0", Usdt.of("-200"), "DONE"));

    assertFound("LOST_TRANSFER");
  }

  @Test
  void failsOnATransferThatTheVenueMovedThoughItWasGivenUp() {
    transfers.add(new LedgerAudit.Transfer("main/r/a/0", Usdt.of("-200"), "REFUSED"));
    income.add(moved("main/r/a/0", "-200"));

    assertFound("IGNORED_TRANSFER");
  }

  @Test
  void failsOnATransferOfAnotherAmountAndOnOneNobodyAskedFor() {
    transfers.add(new LedgerAudit.Transfer("main/r/a/0", Usdt.of("-200"), "DONE"));
    income.add(moved("main/r/a/0", "-100"));
    income.add(moved("strange", "7"));

    assertThat(codes()).containsExactly("TRANSFER_MISMATCH", "INVENTED_TRANSFER");
  }

  private static SimulatorAudit.Income moved(String id, String amount) {
    return new SimulatorAudit.Income(
        Optional.empty(), "TRANSFER", Usdt.of(amount), "77", AT, Optional.of(id));
  }

  private void assertFound(String code) {
    assertThat(codes()).containsExactly(code);
  }

  private List<String> codes() {
    return judge().differences().stream()
        .map(difference -> difference.substring(ACCOUNT.length() + 2).split(" ", 2)[0])
        .toList();
  }

  private Verdict judge() {
    return RecoveryVerdict.judge(
        HERE,
        Map.of(
            ACCOUNT,
            new RecoveryVerdict.Sides(
                new LedgerAudit.Account(
                    cash, recorded, booked, funding, transfers, holdings, opened),
                new SimulatorAudit.Account(atVenue, trades, income, positions, wallet))));
  }

  private static ClientOrderId id(String cause, Leg leg) {
    return ClientOrderId.derive(HERE, ACCOUNT, cause, leg, 0);
  }

  private static LedgerAudit.Order ours(
      ClientOrderId id, String cause, Leg leg, OrderStatus status) {
    return new LedgerAudit.Order(id, cause, leg, 0, status, true, SIZE, "1");
  }

  private static SimulatorAudit.Order theirs(
      String number, String clientId, boolean conditional, String status, int submissions) {
    return new SimulatorAudit.Order(
        number, clientId, conditional, BTC, Side.BUY, "MARKET", status, submissions, AT);
  }

  private static SimulatorAudit.Trade trade(long id, String order) {
    return new SimulatorAudit.Trade(id, order, BTC, Side.BUY, PRICE, SIZE, FEE, Usdt.of("0"), AT);
  }
}
