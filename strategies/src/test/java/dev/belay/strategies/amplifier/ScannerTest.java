package dev.belay.strategies.amplifier;

import static dev.belay.strategies.amplifier.Markets.BTC;
import static dev.belay.strategies.amplifier.Markets.FIVE;
import static dev.belay.strategies.amplifier.Markets.HOUR;
import static dev.belay.strategies.amplifier.Markets.coin;
import static dev.belay.strategies.amplifier.Markets.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.domain.market.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScannerTest {
  private static final ScannerSettings SETTINGS = ScannerSettings.standard();
  private static final long END = 48 * HOUR;

  private static Scan scan(Bars btc, Bars... coins) {
    List<CoinBars> bars = new ArrayList<>();
    for (int i = 0; i < coins.length; i++) {
      bars.add(CoinBars.hourly(coin("C" + i), coins[i]));
    }
    return new Scanner(SETTINGS).scan(CoinBars.hourly(BTC, btc), bars, END);
  }

  private static CoinScore only(Scan scan) {
    assertThat(scan.leftOut()).isEmpty();
    assertThat(scan.ranked()).hasSize(1);
    return scan.ranked().getFirst();
  }

  private static double[] btc(double drift) {
    return Markets.walk(new Random(7), 48, drift, 0.01);
  }

  @Test
  void findsWhatMovesThreeTimesAsFar() {
    double[] btc = btc(0.01);
    double[] alt = Markets.following(btc, 3, new Random(1), 0);

    CoinScore score = only(scan(hours(btc), hours(alt)));

    assertThat(score.beta()).isCloseTo(3, within(1e-9));
    assertThat(score.correlation()).isCloseTo(1, within(1e-9));
    assertThat(score.amplifies(SETTINGS)).isTrue();
    assertThat(score.price()).isEqualTo(alt[47]);
    assertThat(score.volume()).isEqualTo(24);
    assertThat(score.isLiquid(SETTINGS)).isFalse();
    assertThat(score.surge()).isEqualTo(1);
    double expected = (alt[47] / alt[23] - 1) / (btc[47] / btc[23] - 1);
    assertThat(score.amplification()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void scoresAsComputedByHand() {
    double[] btc = new double[48];
    double[] alt = new double[48];
    for (int i = 0; i < 48; i++) {
      // BTC goes 1 % up and down in turn; the coin three times as far. Over a day both stand still,
      // but for the last hour.
      btc[i] = i % 2 == 0 ? 100 : 101;
      alt[i] = i % 2 == 0 ? 10 : 10.3;
    }
    double[] volumes = new double[48];
    Arrays.fill(volumes, 1_000_000);
    volumes[47] = 2_000_000;

    CoinScore score = only(scan(hours(btc), Markets.bars(HOUR, 0, alt, volumes)));

    // The day began at the open of hour 24, which is the close of hour 23.
    assertThat(score.amplification()).isNaN();
    assertThat(score.surge()).isCloseTo(2, within(1e-12));
    assertThat(score.volume()).isEqualTo(25_000_000);
    assertThat(score.beta()).isCloseTo(3, within(0.05));
    double told =
        30 * (score.beta() - 1) / 4
            + 25 * 0.5
            + 10 * score.correlation()
            + 10 * (1 - Math.max(0, Math.max(50 - score.rsi(), score.rsi() - 70)) / 20);
    assertThat(score.score()).isCloseTo(told * 100 / 75, within(1e-9));
  }

  @Test
  void tellsNoAmplificationWhereBtcHardlyMoved() {
    double[] btc = new double[48];
    Arrays.fill(btc, 100);
    btc[10] = 101;
    btc[47] = 100.99;
    double[] alt = btc.clone();
    alt[47] = 110;

    assertThat(only(scan(hours(btc), hours(alt))).amplification()).isNaN();

    btc[47] = 101.01;
    assertThat(only(scan(hours(btc), hours(alt))).amplification())
        .isCloseTo(0.1 / 0.0101, within(1e-9));
  }

  @Test
  void leavesOutWhatLacksCandlesAndNamesIt() {
    Bars btc = hours(btc(0));
    Bars whole = hours(Markets.following(btc(0), 2, new Random(3), 0.001));
    Bars four = Markets.without(whole, 3, 4, 20, 30);
    Bars five = Markets.without(whole, 3, 4, 20, 30, 31);

    Scan scan = scan(btc, whole, four, five);

    assertThat(scan.offered()).isEqualTo(3);
    assertThat(scan.ranked())
        .extracting(each -> each.symbol().value())
        .contains("C0USDT", "C1USDT");
    assertThat(scan.leftOut()).hasSize(1);
    assertThat(scan.leftOut().getFirst().symbol()).isEqualTo(coin("C2"));
    assertThat(scan.leftOut().getFirst().why()).isEqualTo(new Why(Reason.CANDLES_MISSING, 43, 44));
    assertThat(scan.leftOut().getFirst().why().toString())
        .isEqualTo("CANDLES_MISSING: has too few of the last hours: 43, against 44");
  }

  @Test
  void countsOnlyHoursThatBothHave() {
    Bars btc = Markets.without(hours(btc(0)), 10, 11);
    Bars coin = Markets.without(hours(btc(0)), 20, 21, 22);

    assertThat(scan(btc, coin).leftOut().getFirst().why())
        .isEqualTo(new Why(Reason.CANDLES_MISSING, 43, 44));
  }

  @Test
  void leavesOutWhatHasStoodStillForTooLong() {
    double[] closes = btc(0);
    Bars btc = hours(closes);
    Bars old = Markets.without(hours(closes), 46, 47);

    Scan scan = scan(btc, old);

    assertThat(scan.leftOut().getFirst().why()).isEqualTo(new Why(Reason.CANDLES_STALE, 120, 69));
  }

  @Test
  void holdsShortCandlesToMinutes() {
    double[] closes = btc(0);
    double[] fives = new double[288];
    Arrays.fill(fives, 50);
    double[] volumes = new double[288];
    Arrays.fill(volumes, 1);
    CoinBars btc = CoinBars.hourly(BTC, hours(closes));
    CoinBars coin =
        new CoinBars(
            coin("C0"), hours(closes), Markets.bars(FIVE, END - 288 * FIVE, fives, volumes));
    Scanner scanner = new Scanner(SETTINGS);

    assertThat(scanner.scan(btc, List.of(coin), END + 10 * 60_000).ranked()).hasSize(1);
    assertThat(scanner.scan(btc, List.of(coin), END + 11 * 60_000).leftOut().getFirst().why())
        .isEqualTo(new Why(Reason.CANDLES_STALE, 11, 10));
  }

  @Test
  void measuresNothingWithoutBtc() {
    Bars coin = hours(btc(0));
    Scan scan = scan(Markets.without(coin, 1, 2, 3, 4, 5), coin, coin);

    assertThat(scan.ranked()).isEmpty();
    assertThat(scan.leftOut()).hasSize(2);
    assertThat(scan.leftOut().getFirst().why().reason()).isEqualTo(Reason.SIGNAL_MISSING);
  }

  @Test
  void ranksTheBestFirstAndEqualsBySymbol() {
    double[] btc = btc(0.002);
    Scan scan =
        scan(
            hours(btc),
            hours(Markets.following(btc, 1, new Random(1), 0)),
            hours(Markets.following(btc, 4, new Random(1), 0)),
            hours(Markets.following(btc, 4, new Random(1), 0)));

    assertThat(scan.ranked())
        .extracting(each -> each.symbol().value())
        .containsExactly("C1USDT", "C2USDT", "C0USDT");
  }

  @Test
  void leavesOutWhatIsNoCoin() {
    Universe universe =
        Universe.of(
            List.of(
                coin("BTC"),
                coin("ETH"),
                coin("JUP"),
                coin("SYRUP"),
                coin("ETHUP"),
                coin("BTCDOWN"),
                coin("XRPBULL"),
                coin("XRP"),
                coin("USDC"),
                coin("EUR"),
                coin("WBTC"),
                coin("ADA3L"),
                coin("ADA"),
                Symbol.of("ETHBTC")),
            SETTINGS.exclusions());

    assertThat(universe.symbols())
        .extracting(Symbol::value)
        .containsExactly("ADAUSDT", "ETHUSDT", "JUPUSDT", "SYRUPUSDT", "XRPUSDT");
    assertThat(universe.leftOut())
        .extracting(each -> each.symbol() + " " + each.why().reason())
        .containsExactly(
            "ADA3LUSDT UNIVERSE_LEVERAGED",
            "BTCDOWNUSDT UNIVERSE_LEVERAGED",
            "BTCUSDT UNIVERSE_SIGNAL",
            "ETHBTC UNIVERSE_OTHER_QUOTE",
            "ETHUPUSDT UNIVERSE_LEVERAGED",
            "EURUSDT UNIVERSE_FIAT",
            "USDCUSDT UNIVERSE_STABLECOIN",
            "WBTCUSDT UNIVERSE_WRAPPED",
            "XRPBULLUSDT UNIVERSE_LEVERAGED");
  }

  @Test
  void tellsTheBreadthOfLiquidCoins() {
    Scan scan =
        new Scan(
            0,
            3,
            List.of(
                new CoinScore(coin("A"), 1, 6e6, 1, 1, 1, 1, 50, 50, true),
                new CoinScore(coin("B"), 1, 6e6, 1, 1, 1, 1, 50, 50, false),
                new CoinScore(coin("C"), 1, 1e6, 1, 1, 1, 1, 50, 50, true)),
            List.of());

    assertThat(scan.breadth(SETTINGS)).isEqualTo(0.5);
    assertThat(new Scan(0, 0, List.of(), List.of()).breadth(SETTINGS)).isNull();
  }

  @Property(tries = 200)
  void agreesWithTheTextbook(
      @ForAll long seed, @ForAll @DoubleRange(min = -5, max = 8) double beta) {
    Random random = new Random(seed);
    double[] btc = Markets.walk(random, 48, 0, 0.01);
    double[] alt = Markets.following(btc, beta, random, 0.02);
    CoinScore score = only(scan(hours(btc), hours(alt)));

    double[] x = returns(btc);
    double[] y = returns(alt);
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < 48; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    assertThat(score.beta()).isCloseTo(xy / xx, within(1e-9));
    assertThat(score.correlation()).isCloseTo(xy / Math.sqrt(xx * yy), within(1e-9));
    assertThat(score.score()).isBetween(0.0, 100.0 + 1e-9);
  }

  private static double[] returns(double[] closes) {
    double[] returns = new double[closes.length];
    for (int i = 1; i < closes.length; i++) {
      returns[i] = closes[i] / closes[i - 1] - 1;
    }
    return returns;
  }

  @Property(tries = 100)
  void knowsNothingOfTheFuture(@ForAll long seed) {
    Random random = new Random(seed);
    double[] btc = Markets.walk(random, 90, 0, 0.01);
    double[] alt = Markets.following(btc, 2, random, 0.01);

    assertThat(scan(hours(btc), hours(alt)))
        .isEqualTo(scan(hours(Arrays.copyOf(btc, 48)), hours(Arrays.copyOf(alt, 48))));
  }

  @Test
  void scans250CoinsWithTheDaysShortCandlesTheSameEveryTime() {
    Random random = new Random(1);
    double[] btc = Markets.walk(random, 48, 0, 0.01);
    double[] btcFives = Markets.walk(random, 288, 0, 0.002);
    List<CoinBars> coins = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      coins.add(
          new CoinBars(
              coin("C" + (100 + i)),
              Markets.bars(
                  HOUR,
                  0,
                  Markets.following(btc, 2, random, 0.01),
                  Markets.volumes(random, 48, 1e6)),
              Markets.bars(
                  FIVE,
                  END - 288 * FIVE,
                  Markets.following(btcFives, 2, random, 0.01),
                  Markets.volumes(random, 288, 1e5))));
    }
    CoinBars signal =
        new CoinBars(
            BTC,
            Markets.bars(HOUR, 0, btc, Markets.volumes(random, 48, 1e6)),
            Markets.bars(FIVE, END - 288 * FIVE, btcFives, Markets.volumes(random, 288, 1e5)));
    Scanner scanner = new Scanner(SETTINGS);
    // What it keeps from scan to scan changes nothing.
    Scan first = scanner.scan(signal, coins, END);
    assertThat(first.ranked()).hasSize(250);
    assertThat(scanner.scan(signal, coins, END)).isEqualTo(first);
  }
}
