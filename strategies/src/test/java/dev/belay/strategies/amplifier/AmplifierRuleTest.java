package dev.belay.strategies.amplifier;

import static dev.belay.strategies.amplifier.Markets.HOUR;
import static dev.belay.strategies.amplifier.Markets.coin;
import static dev.belay.strategies.amplifier.Markets.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.strategies.amplifier.CycleDecision.Exit;
import dev.belay.strategies.amplifier.DeskBook.Holding;
import dev.belay.strategies.amplifier.Funnel.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AmplifierRuleTest {
  private static final AmplifierSettings MODERATE = AmplifierSettings.standard();
  private static final long NOW = 1000 * HOUR;
  private static final Permit TRADE = Permit.trade(BigDecimal.ONE);

  static BtcMomentum momentum(double value, double dropPct) {
    BtcMomentum.Part part = new BtcMomentum.Part(0, 0, 0);
    return new BtcMomentum(
        NOW,
        40_000,
        value,
        Band.of(value, MODERATE.momentum().bands()),
        part,
        part,
        part,
        part,
        part,
        dropPct);
  }

  static Scan scan(CoinScore... ranked) {
    return new Scan(NOW, ranked.length, List.of(ranked), List.of());
  }

  static DeskBook book(String equity, Holding... holdings) {
    Usdt bound = List.of(holdings).stream().map(Holding::notional).reduce(Usdt.ZERO, Usdt::plus);
    return new DeskBook(Usdt.of(equity), Usdt.of(equity).minus(bound), List.of(holdings), Map.of());
  }

  static Holding holding(String base, String notional, long hours) {
    return new Holding(coin(base), Usdt.of(notional), NOW - hours * HOUR);
  }

  static CycleInput input(
      @Nullable BtcMomentum momentum, Regime regime, Permit permit, Scan scan, DeskBook book) {
    return new CycleInput(
        NOW,
        momentum,
        regime,
        permit,
        Screened.of(new Universe(List.of(), List.of()), scan, MODERATE.scanner()),
        book,
        DeskRisk.NEW);
  }

  private static CycleDecision decide(CycleInput input) {
    return new AmplifierRule(MODERATE).decide(input);
  }

  private static CycleDecision entering(Scan scan, DeskBook book) {
    return decide(input(momentum(60, 0), Regime.BULL, TRADE, scan, book));
  }

  private static List<String> notionals(CycleDecision decision) {
    return decision.entries().stream().map(each -> each.notional().toString()).toList();
  }

  private static Why why(CycleDecision decision, String base) {
    return decision.funnel().out().stream()
        .filter(each -> each.coin().symbol().equals(coin(base)))
        .map(each -> each.coin().why())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shrinksTheLastPositionToTheTotalNotional() {
    CycleDecision decision =
        entering(
            scan(score("A", 90, 4), score("B", 80, 4), score("C", 70, 4), score("D", 60, 4)),
            book("10000"));

    assertThat(notionals(decision)).containsExactly("1000", "1000", "500");
    assertThat(decision.entries().getLast().wanted()).isEqualTo(Usdt.of("1000"));
    assertThat(why(decision, "D")).isEqualTo(new Why(Reason.NOTIONAL_FULL, 0, 20));
    assertThat(decision.entries().getFirst().rank()).isEqualTo(1);
    assertThat(decision.blocks()).isEmpty();
    assertThat(decision.exits()).isEmpty();
  }

  @Test
  void countsWhatIsHeldAgainstNumberAndNotional() {
    CycleDecision decision =
        entering(
            scan(score("A", 90, 4), score("B", 80, 4)),
            book(
                "10000",
                holding("V", "600", 1),
                holding("W", "600", 1),
                holding("X", "500", 1),
                holding("Y", "500", 1)));

    assertThat(notionals(decision)).containsExactly("300");
    assertThat(why(decision, "B")).isEqualTo(new Why(Reason.POSITIONS_FULL, 5, 5));
  }

  @Test
  void keepsTheCashReserve() {
    DeskBook book = new DeskBook(Usdt.of("10000"), Usdt.of("2700"), List.of(), Map.of());

    CycleDecision decision = entering(scan(score("A", 90, 4), score("B", 80, 4)), book);

    assertThat(notionals(decision)).containsExactly("700");
    assertThat(why(decision, "B").reason()).isEqualTo(Reason.CASH_RESERVE);
  }

  @Test
  void multipliesTheUntouchedProfileByMandateAndRegime() {
    Scan scan = scan(score("A", 90, 4));

    assertThat(
            notionals(
                decide(
                    input(
                        momentum(60, 0),
                        Regime.BULL,
                        Permit.trade(new BigDecimal("1.5")),
                        scan,
                        book("10000")))))
        .containsExactly("1500");
    CycleDecision hot =
        decide(
            input(
                momentum(60, 0),
                Regime.OVERHEATED,
                Permit.trade(new BigDecimal("0.5")),
                scan,
                book("10000")));
    assertThat(notionals(hot)).containsExactly("250");
    ExitPlan plan = hot.entries().getFirst().plan();
    assertThat(plan.stopPct()).isEqualByComparingTo("3");
    assertThat(plan.trailPct()).isEqualByComparingTo("3.7");
    assertThat(plan.takeProfitPct()).isEqualByComparingTo("15");
    assertThat(plan.maximumHold()).isEqualTo(Duration.ofHours(96));
  }

  @Test
  void saysWhySomethingWouldBeTooSmall() {
    CycleDecision decision =
        decide(
            input(
                momentum(60, 0),
                Regime.BULL,
                Permit.trade(new BigDecimal("0.01")),
                scan(score("A", 90, 4)),
                book("1000")));

    assertThat(why(decision, "A")).isEqualTo(new Why(Reason.SIZE_SMALL, 1, 20));
  }

  @Test
  void tellsWhereEachCoinFellOut() {
    CoinScore thin = new CoinScore(coin("THIN"), 1, 4_999_999, 4, 0.9, 2, 2, 60, 99, true);
    CoinScore apart = new CoinScore(coin("APART"), 1, 6e6, 4, 0.4, 2, 2, 60, 98, true);
    CoinScore dull = new CoinScore(coin("DULL"), 1, 6e6, 2, 0.9, 2, 2, 60, 97, true);
    Scan scan =
        new Scan(
            NOW,
            7,
            List.of(
                thin,
                apart,
                dull,
                score("LOW", 96, 2.5),
                score("HIGH", 95, 8.5),
                score("A", 94, 4)),
            List.of(new LeftOut(coin("GONE"), new Why(Reason.CANDLES_MISSING, 3, 44))));
    Universe universe =
        new Universe(
            List.of(), List.of(new LeftOut(coin("USDC"), Why.of(Reason.UNIVERSE_STABLECOIN))));

    CycleDecision decision =
        decide(
            new CycleInput(
                NOW,
                momentum(60, 0),
                Regime.BULL,
                TRADE,
                Screened.of(universe, scan, MODERATE.scanner()),
                book("10000"),
                DeskRisk.NEW));

    Funnel funnel = decision.funnel();
    assertThat(funnel.universe()).isEqualTo(8);
    assertThat(funnel.liquid()).isEqualTo(5);
    assertThat(funnel.amplifying()).isEqualTo(3);
    assertThat(funnel.allowed()).isEqualTo(1);
    assertThat(funnel.entered()).isEqualTo(1);
    assertThat(funnel.out())
        .extracting(each -> each.coin().symbol() + " " + each.stage() + " " + each.coin().why())
        .containsExactly(
            "USDCUSDT LIQUID UNIVERSE_STABLECOIN: is a stablecoin",
            "GONEUSDT LIQUID CANDLES_MISSING: has too few of the last hours: 3, against 44",
            "THINUSDT LIQUID VOLUME_LOW: trades too little in 24 h, in USDT: 4999999, against 5000000",
            "APARTUSDT AMPLIFYING CORRELATION_LOW: moves too little with BTC: 0.40, against 0.40",
            "DULLUSDT AMPLIFYING BETA_LOW: has too small a beta to amplify: 2, against 2",
            "LOWUSDT ALLOWED BETA_OUTSIDE: has a beta outside the profile's range: 2.50, against 3",
            "HIGHUSDT ALLOWED BETA_OUTSIDE: has a beta outside the profile's range: 8.50, against 8");
  }

  @Test
  void entersFromTheMinimumMomentumOn() {
    Scan scan = scan(score("A", 90, 4));
    CycleDecision below = decide(input(momentum(54.9, 0), Regime.BULL, TRADE, scan, book("10000")));

    assertThat(below.entries()).isEmpty();
    assertThat(below.blocks()).containsExactly(new Why(Reason.MOMENTUM_LOW, 54.9, 55));
    assertThat(why(below, "A").reason()).isEqualTo(Reason.MOMENTUM_LOW);
    assertThat(below.funnel().out().getFirst().stage()).isEqualTo(Stage.ALLOWED);
    assertThat(decide(input(momentum(55, 0), Regime.BULL, TRADE, scan, book("10000"))).entries())
        .hasSize(1);
  }

  @Test
  void entersNothingInABearMarketAndKeepsWhatItHas() {
    CycleDecision decision =
        decide(
            input(
                momentum(90, 0),
                Regime.BEAR,
                TRADE,
                scan(score("A", 90, 4)),
                book("10000", holding("X", "500", 1))));

    assertThat(decision.entries()).isEmpty();
    assertThat(decision.exits()).isEmpty();
    assertThat(decision.blocks()).containsExactly(Why.of(Reason.REGIME_BEAR));
  }

  @Test
  void entersNothingWithoutAMomentumAndKeepsWhatItHas() {
    CycleDecision decision =
        decide(
            input(
                null,
                Regime.BULL,
                TRADE,
                scan(score("A", 90, 4)),
                book("10000", holding("X", "500", 1))));

    assertThat(decision.blocks()).containsExactly(Why.of(Reason.MOMENTUM_UNKNOWN));
    assertThat(decision.exits()).isEmpty();
  }

  @Test
  void closesEverythingBelowTheExitThresholdWhateverTheVoteSays() {
    CycleDecision decision =
        decide(
            input(
                momentum(29.9, 0),
                Regime.BULL,
                TRADE,
                scan(score("A", 90, 4)),
                book("10000", holding("X", "500", 1), holding("Y", "500", 1))));

    Why why = new Why(Reason.MOMENTUM_EXIT, 29.9, 30);
    assertThat(decision.exits())
        .containsExactly(new Exit(coin("X"), why), new Exit(coin("Y"), why));
    assertThat(decision.entries()).isEmpty();
    assertThat(
            decide(
                    input(
                        momentum(30, 0),
                        Regime.BULL,
                        TRADE,
                        scan(),
                        book("10000", holding("X", "500", 1))))
                .exits())
        .isEmpty();
  }

  @Test
  void closesEverythingWhenBtcDrops() {
    AmplifierRule rule = new AmplifierRule(MODERATE);

    assertThat(rule.override(momentum(80, 4.99))).isNull();
    assertThat(rule.override(momentum(80, 5))).isEqualTo(new Why(Reason.BTC_DROP, 5, 5));
    assertThat(rule.dropped(5.1)).isEqualTo(new Why(Reason.BTC_DROP, 5.1, 5));
    assertThat(
            rule.decide(
                    input(
                        momentum(80, 6),
                        Regime.BULL,
                        TRADE,
                        scan(),
                        book("10000", holding("X", "500", 1))))
                .exits())
        .containsExactly(new Exit(coin("X"), new Why(Reason.BTC_DROP, 6, 5)));
  }

  @Test
  void closesWhatWasHeldAsLongAsAllowed() {
    CycleDecision decision =
        decide(
            input(
                momentum(60, 0),
                Regime.BULL,
                TRADE,
                scan(),
                book("10000", holding("X", "500", 95), holding("Y", "500", 96))));

    assertThat(decision.exits())
        .containsExactly(new Exit(coin("Y"), new Why(Reason.HOLD_OVER, 96, 96)));
  }

  @Test
  void leavesACoinAloneForAWhileAfterItWasClosed() {
    Map<Symbol, Long> closed = Map.of(coin("A"), NOW - 3 * HOUR, coin("B"), NOW - 4 * HOUR);
    DeskBook book = new DeskBook(Usdt.of("10000"), Usdt.of("10000"), List.of(), closed);

    CycleDecision decision = entering(scan(score("A", 90, 4), score("B", 80, 4)), book);

    assertThat(decision.entries()).hasSize(1);
    assertThat(why(decision, "A")).isEqualTo(new Why(Reason.CLOSED_LATELY, 3, 4));
  }

  @Test
  void neverEntersWhatItHolds() {
    CycleDecision decision =
        entering(scan(score("A", 90, 4)), book("10000", holding("A", "500", 1)));

    assertThat(decision.entries()).isEmpty();
    assertThat(why(decision, "A").reason()).isEqualTo(Reason.HELD);
  }

  @Test
  void coolsOffWithEverythingClosed() {
    DeskRisk cooling =
        new DeskRisk(
            Usdt.of("10000"),
            null,
            null,
            Instant.ofEpochMilli(NOW + 1),
            new Why(Reason.DAILY_LOSS, 5.2, 5));
    CycleInput base =
        input(
            momentum(90, 0),
            Regime.BULL,
            TRADE,
            scan(score("A", 90, 4)),
            book("10000", holding("X", "500", 1)));
    CycleInput input =
        new CycleInput(
            NOW,
            base.momentum(),
            base.regime(),
            base.permit(),
            base.screened(),
            base.book(),
            cooling);

    CycleDecision decision = decide(input);

    assertThat(decision.exits())
        .containsExactly(new Exit(coin("X"), new Why(Reason.DAILY_LOSS, 5.2, 5)));
    assertThat(decision.entries()).isEmpty();
  }

  @Property(tries = 300)
  void neverExceedsProfileAndReserve(
      @ForAll @IntRange(min = 0, max = 12) int coins,
      @ForAll @IntRange(min = 0, max = 6) int held,
      @ForAll @IntRange(min = 100, max = 50_000) int equity,
      @ForAll @IntRange(min = 0, max = 100) int cashPct,
      @ForAll @DoubleRange(min = 0, max = 1.5) double factor,
      @ForAll @IntRange(min = 0, max = 2) int which) {
    Profile profile = Profile.shipped().get(which);
    AmplifierSettings settings = MODERATE.choosing(profile.name());
    List<CoinScore> ranked = new ArrayList<>();
    for (int i = 0; i < coins; i++) {
      ranked.add(score("N" + i, 90 - i, (profile.betaLow() + profile.betaHigh()) / 2));
    }
    List<Holding> holdings = new ArrayList<>();
    for (int i = 0; i < held; i++) {
      holdings.add(holding("H" + i, String.valueOf(equity / 50), 1));
    }
    Usdt cash = Usdt.of(BigDecimal.valueOf(equity * (long) cashPct, 2));
    DeskBook book = new DeskBook(Usdt.of(BigDecimal.valueOf(equity)), cash, holdings, Map.of());

    CycleDecision decision =
        new AmplifierRule(settings)
            .decide(
                input(
                    momentum(100, 0),
                    Regime.BULL,
                    Permit.trade(BigDecimal.valueOf(factor)),
                    scan(ranked.toArray(CoinScore[]::new)),
                    book));

    Usdt spent =
        decision.entries().stream()
            .map(CycleDecision.Entry::notional)
            .reduce(Usdt.ZERO, Usdt::plus);
    BigDecimal whole = BigDecimal.valueOf(equity);
    if (!decision.entries().isEmpty()) {
      assertThat(book.notional().plus(spent).value())
          .isLessThanOrEqualTo(whole.multiply(profile.notionalPct()).movePointLeft(2));
      assertThat(cash.minus(spent).value())
          .isGreaterThanOrEqualTo(whole.multiply(new BigDecimal("0.2")));
      assertThat(held + decision.entries().size()).isLessThanOrEqualTo(profile.positions());
    }
    assertThat(decision.entries())
        .allSatisfy(each -> assertThat(each.notional()).isGreaterThanOrEqualTo(Usdt.of("20")));
    Funnel funnel = decision.funnel();
    assertThat(funnel.entered() + funnel.out().size()).isEqualTo(funnel.universe());
  }
}
