package dev.belay.activities.amplifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.time.MarketTime;
import dev.belay.strategies.amplifier.Bars;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UniverseFeedTest {
  private static final Symbol SOL = Symbol.of("SOLUSDT");
  private static final Symbol XRP = Symbol.of("XRPUSDT");
  private static final Instant NOON = Instant.parse("2026-01-05T12:10:00Z");

  private final Ticking market = new Ticking();
  private final UniverseFeed feed = new UniverseFeed(market, 48, 4);

  @AfterEach
  void close() {
    feed.close();
  }

  @Test
  void theFirstLookReadsTwoDaysOfHoursAndADayOfFives() {
    UniverseFeed.Look look = feed.at(List.of(SOL), NOON);

    Bars hours = look.coins().getFirst().hours();
    assertThat(hours.size()).isEqualTo(48);
    assertThat(hours.end()).isEqualTo(Instant.parse("2026-01-05T12:00:00Z").toEpochMilli());
    Bars fives = fives(look, 0);
    assertThat(fives.size()).isEqualTo(288 + 2);
    assertThat(fives.end()).isEqualTo(NOON.toEpochMilli());
    assertThat(fives.volume(0)).isEqualTo(10 * fives.close(0));
    assertThat(look.failed()).isEmpty();
  }

  @Test
  void laterLooksReadOnlyWhatHasClosedSinceAndMakeHoursThemselves() {
    feed.at(List.of(SOL), NOON);
    int asked = market.asked.get();
    int read = market.read.get();
    UniverseFeed.Look look = feed.at(List.of(SOL), NOON.plus(Duration.ofMinutes(5)));
    for (int i = 2; i <= 12; i++) {
      look = feed.at(List.of(SOL), NOON.plus(Duration.ofMinutes(5L * i)));
    }
    assertThat(market.asked.get() - asked).isEqualTo(12);
    assertThat(market.read.get() - read).isEqualTo(12);
    UniverseFeed.Look whole;
    try (UniverseFeed other = new UniverseFeed(market, 48, 1)) {
      whole = other.at(List.of(SOL), NOON.plus(Duration.ofHours(1)));
    }
    same(whole.coins().getFirst().hours(), look.coins().getFirst().hours());
    same(fives(whole, 0), fives(look, 0));
  }

  @Test
  void afterAPauseWhatIsMissingIsReadAtOnce() {
    feed.at(List.of(SOL), NOON);
    Instant later = NOON.plus(Duration.ofHours(7));
    UniverseFeed.Look look = feed.at(List.of(SOL), later);
    try (UniverseFeed other = new UniverseFeed(market, 48, 1)) {
      UniverseFeed.Look whole = other.at(List.of(SOL), later);
      same(whole.coins().getFirst().hours(), look.coins().getFirst().hours());
      same(fives(whole, 0), fives(look, 0));
    }
  }

  @Test
  void whatCannotBeReadIsNamedAndReadTheNextTime() {
    feed.at(List.of(SOL, XRP), NOON);
    market.away.add(XRP);
    Instant next = NOON.plus(Duration.ofMinutes(5));
    UniverseFeed.Look look = feed.at(List.of(SOL, XRP), next);
    assertThat(look.failed()).containsOnlyKeys(XRP);
    assertThat(look.failed().get(XRP)).contains("away");
    assertThat(fives(look, 0).end()).isEqualTo(next.toEpochMilli());
    assertThat(fives(look, 1).end()).isEqualTo(NOON.toEpochMilli());

    market.away.clear();
    look = feed.at(List.of(SOL, XRP), next);
    assertThat(look.failed()).isEmpty();
    assertThat(fives(look, 1).end()).isEqualTo(next.toEpochMilli());
  }

  @Test
  void nothingThatHasNotClosedIsShown() {
    UniverseFeed.Look look = feed.at(List.of(SOL), NOON.plusSeconds(299));
    assertThat(fives(look, 0).end()).isEqualTo(NOON.toEpochMilli());
  }

  private static Bars fives(UniverseFeed.Look look, int coin) {
    Bars fives = look.coins().get(coin).fives();
    assertThat(fives).isNotNull();
    return fives;
  }

  private static void same(Bars expected, Bars found) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.openTime(i)).isEqualTo(expected.openTime(i));
      assertThat(found.open(i)).isEqualTo(expected.open(i));
      assertThat(found.close(i)).isEqualTo(expected.close(i));
      assertThat(found.volume(i)).isCloseTo(expected.volume(i), Offset.offset(1e-6));
    }
  }

  /** A price that follows from the time, and what was asked for. */
  private static final class Ticking implements MarketData {
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger read = new AtomicInteger();
    final Set<Symbol> away = new HashSet<>();

    @Override
    public List<Candle> candles(Symbol symbol, Interval interval, Instant asOf, int limit) {
      asked.incrementAndGet();
      if (away.contains(symbol)) {
        throw new IllegalStateException(symbol + " is away");
      }
      List<Candle> all = new ArrayList<>();
      Instant open = interval.floor(asOf).minusSeconds(interval.seconds() * limit);
      for (int i = 0; i < limit; i++) {
        all.add(candle(open, interval));
        open = open.plus(interval.duration());
      }
      read.addAndGet(all.size());
      return all;
    }

    private static Candle candle(Instant open, Interval interval) {
      double opened = price(open);
      double closed = price(open.plus(interval.duration()));
      // Volume in USDT at each part's close, as an exchange adds them up at the hour's is another.
      double traded = 0;
      for (Instant t = open;
          t.isBefore(open.plus(interval.duration()));
          t = t.plus(Interval.M5.duration())) {
        traded += 10 * price(t.plus(Interval.M5.duration()));
      }
      return new Candle(
          open,
          Price.of(BigDecimal.valueOf(opened)),
          Price.of(BigDecimal.valueOf(Math.max(opened, closed))),
          Price.of(BigDecimal.valueOf(Math.min(opened, closed))),
          Price.of(BigDecimal.valueOf(closed)),
          BigDecimal.valueOf(traded / closed));
    }

    private static double price(Instant at) {
      return 100 + at.getEpochSecond() / 300 % 64 * 0.25;
    }

    @Override
    public MarketTime time() {
      throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public List<Instrument> instruments() {
      throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public List<Quote> quotes() {
      throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public Optional<BigDecimal> fundingRate(Symbol symbol) {
      return Optional.empty();
    }

    @Override
    public Optional<BigDecimal> openInterest(Symbol symbol) {
      return Optional.empty();
    }
  }
}
