package dev.belay.activities.amplifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Usdt;
import dev.belay.ledger.amplifier.DeskAccounts;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.workflows.amplifier.DeskActivities.CycleRef;
import dev.belay.workflows.amplifier.ScanActivities.Entry;
import dev.belay.workflows.amplifier.ScanActivities.ScanRequest;
import dev.belay.workflows.amplifier.ScanActivities.ScanResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scan over a real ledger and a market that rises. */
@Tag("integration")
class MarketScanTest {
  private static final Instant NOON = LedgerFixture.NOON;

  private final LedgerFixture ledger = new LedgerFixture("http://127.0.0.1:1", "5");
  private final RisingMarket market = new RisingMarket();
  private @Nullable Instant shockAt;
  private Optional<Double> mood = Optional.empty();
  private final MarketScan scan =
      new MarketScan(
          market,
          new DeskAccounts(ledger.database),
          ledger.cycles,
          ledger.contents,
          AmplifierSettings.standard(),
          asOf -> asOf.equals(shockAt) ? Optional.of("news: 12 headlines") : Optional.empty(),
          () -> mood);

  @AfterEach
  void close() {
    scan.close();
    ledger.close();
  }

  private ScanResult scan(Instant asOf, boolean entries) {
    return scan.scan(
        new ScanRequest(new CycleRef("amplifier", asOf), "moderate", BigDecimal.ONE, entries));
  }

  private ScanTable table(ScanResult result) {
    return ScanTable.read(ledger.contents.get(result.scanHash()));
  }

  @Test
  void entersTheBestThatAmplifyWithinTheProfile() {
    ScanResult result = scan(NOON, true);

    assertThat(result.momentum()).isGreaterThan(new BigDecimal("55"));
    assertThat(result.regime()).isIn("bull", "transition");
    assertThat(result.override()).isNull();
    assertThat(result.alarm()).isNull();
    assertThat(result.funnel().universe()).isEqualTo(31);
    assertThat(result.entries()).hasSizeBetween(2, 5);
    BigDecimal sum = BigDecimal.ZERO;
    for (Entry entry : result.entries()) {
      double price = market.price(entry.symbol(), NOON);
      assertThat(RisingMarket.beta(entry.symbol())).isBetween(2.8, 8.2);
      assertThat(entry.stop().value().doubleValue())
          .isCloseTo(price * 0.96, Offset.offset(price * 0.002));
      assertThat(entry.target().value().doubleValue())
          .isCloseTo(price * 1.15, Offset.offset(price * 0.002));
      assertThat(entry.trailPct()).isEqualByComparingTo("5");
      assertThat(entry.maxHoldHours()).isEqualByComparingTo("96");
      assertThat(entry.size()).isLessThanOrEqualTo(Usdt.of("1000"));
      sum = sum.add(entry.size().value());
    }
    assertThat(sum).isLessThanOrEqualTo(new BigDecimal("2500"));
  }

  @Test
  void whatItSawIsStoredForPeople() {
    ScanTable table = table(scan(NOON, true));

    assertThat(table.asOf()).isEqualTo(NOON);
    assertThat(table.momentum()).isNotNull();
    assertThat(table.momentum().parts())
        .extracting(ScanTable.Part::name)
        .containsExactly("change", "rsi", "volume", "trend", "macd");
    assertThat(table.momentum().parts().stream().mapToDouble(ScanTable.Part::points).sum())
        .isCloseTo(table.momentum().value(), Offset.offset(0.001));
    assertThat(table.ranking()).hasSize(30);
    assertThat(table.funnel()).containsEntry("universe", 31);
    assertThat(table.out()).containsEntry("UNIVERSE_SIGNAL", List.of("BTCUSDT"));
    assertThat(table.out().values().stream().mapToInt(List::size).sum() + table.entries().size())
        .as("every coin got somewhere")
        .isEqualTo(31);
  }

  @Test
  void theRegimeIsToldFearAndGreedWhereItIsKnown() {
    mood = Optional.of(12.0);
    ScanTable.Regime regime = table(scan(NOON, true)).regime();
    assertThat(regime.signs())
        .filteredOn(sign -> sign.name().equals("fear_greed"))
        .singleElement()
        .satisfies(
            sign -> {
              assertThat(sign.value()).isEqualTo(12.0);
              assertThat(sign.vote()).as("fear speaks for a bear market").isEqualTo(-1);
            });
  }

  @Test
  void withoutAMandateToTradeNothingIsEntered() {
    ScanResult result = scan(NOON, false);
    assertThat(result.entries()).isEmpty();
    assertThat(result.funnel().amplifying()).isPositive();
    assertThat(table(result).blocks()).anyMatch(why -> why.contains("MANDATE"));
  }

  @Test
  void coinsThatCannotBeReadAreNamedAndTheOthersScanned() {
    for (int i = 0; i < 5; i++) {
      market.away.add(RisingMarket.coin(i));
    }
    ScanResult result = scan(NOON, true);
    assertThat(result.entries()).isNotEmpty();
    assertThat(table(result).failed()).hasSize(5).containsKey("C00USDT");
    assertThat(table(result).out().get("CANDLES_MISSING")).contains("C00USDT", "C04USDT");

    for (int i = 5; i < 30; i++) {
      market.away.add(RisingMarket.coin(i));
    }
    result = scan(NOON.plus(Duration.ofMinutes(30)), true);
    assertThat(result.alarm()).contains("loss of data");
    assertThat(result.entries()).isEmpty();
  }

  @Test
  void theMainAgentHearsOfAShockOfNews() {
    shockAt = NOON;

    assertThat(scan(NOON, true).alarm()).isEqualTo("news: 12 headlines");
    assertThat(scan(NOON.plus(Duration.ofMinutes(5)), true).alarm()).isNull();
  }

  @Test
  void aFallOfBitcoinOverridesEverything() {
    market.fellAt = NOON.minus(Duration.ofMinutes(10));
    market.fall = 0.09;
    ScanResult result = scan(NOON, true);
    assertThat(result.override()).isNotNull();
    assertThat(result.entries()).isEmpty();
  }

  @Test
  void theNextCycleAsksForWhatHasClosedSince() {
    scan(NOON, true);
    int asked = market.asked.get();
    scan(NOON.plus(Duration.ofMinutes(5)), true);
    assertThat(market.asked.get() - asked).as("31 coins").isEqualTo(31);
  }
}
