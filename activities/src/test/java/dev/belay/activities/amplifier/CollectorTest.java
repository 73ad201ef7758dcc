package dev.belay.activities.amplifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.activities.amplifier.Collector.Aside;
import dev.belay.activities.amplifier.Collector.Coin;
import dev.belay.activities.fetch.CandleFetch;
import dev.belay.activities.fetch.FetchProgress;
import dev.belay.activities.fetch.FundingFetch;
import dev.belay.activities.fetch.Pause;
import dev.belay.activities.venue.CandlePages;
import dev.belay.activities.venue.FundingPages;
import dev.belay.activities.venue.VenueException;
import dev.belay.data.CandleStore;
import dev.belay.data.DailyFile;
import dev.belay.data.FundingFile;
import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.strategies.amplifier.ScannerSettings;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final Symbol SOL = Symbol.of("SOLUSDT");
  private static final Symbol GONE = Symbol.of("GONEUSDT");
  private static final Instant LISTED = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration EIGHT = Duration.ofHours(8);

  @TempDir Path folder;
  private final FakeSite site = new FakeSite();
  private final SourceClient client = new SourceClient(Duration.ofMillis(700), 20_000);
  private final Exchange exchange = new Exchange();

  @AfterEach
  void close() {
    site.close();
  }

  /** A coin with a candle an hour and a rate every eight since it was listed; one it refuses. */
  private static final class Exchange implements CandlePages, FundingPages {
    final List<Instant> asked = new ArrayList<>();
    Instant now = Instant.parse("2026-06-01T12:00:00Z");

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public List<Candle> page(Symbol symbol, Interval interval, Instant from, Instant to) {
      if (symbol.equals(GONE)) {
        throw new VenueException.Refused("klines", -1121, "Invalid symbol.", 400);
      }
      Price one = Price.of("1");
      return times(from, interval.duration(), to, CandlePages.MOST)
          .map(at -> new Candle(at, one, one, one, one, BigDecimal.TEN))
          .toList();
    }

    @Override
    public List<Settled> settled(Symbol symbol, Instant from) {
      asked.add(from);
      return times(from, EIGHT, now, FundingPages.MOST)
          .map(at -> new Settled(at, new BigDecimal("0.0001")))
          .toList();
    }

    private static Stream<Instant> times(Instant from, Duration step, Instant to, int most) {
      long size = step.toMillis();
      long first = Math.max(from.toEpochMilli(), LISTED.toEpochMilli());
      return Stream.iterate(Math.ceilDiv(first, size) * size, at -> at + size)
          .limit(most)
          .takeWhile(at -> at < to.toEpochMilli())
          .map(Instant::ofEpochMilli);
    }
  }

  private Collector collector(List<EvidenceSource> news, List<DailyHistory> figures) {
    CandleStore store = CandleStore.create(folder.resolve("store"));
    Pause never =
        new Pause() {
          @Override
          public boolean isStopped() {
            return false;
          }

          @Override
          public void sleep(Duration time) {}
        };
    FetchProgress silent =
        new FetchProgress() {
          @Override
          public void came(Symbol symbol, Instant from, Instant at, Instant to, int candles) {}

          @Override
          public void waits(Duration time, String why) {}
        };
    return new Collector(
        store,
        new CandleFetch(store, exchange, null, never, silent),
        new FundingFetch(Collector.beside(store), exchange, never, silent),
        news,
        figures);
  }

  private Path file(String name) {
    return folder.resolve("store").resolve(Collector.BESIDE).resolve(name);
  }

  @Test
  void aCoinBeginsSixtyDaysAgoAndThenGetsWhatIsNew() {
    Collector collector = collector(List.of(), List.of());

    Coin first = collector.coin(SOL, Interval.H1, null, exchange.now);
    assertThat(first.added()).isEqualTo(60 * 24);
    assertThat(first.funding()).isEqualTo(60 * 3);
    assertThat(first.missing()).isZero();
    assertThat(first.failure()).isNull();

    assertThat(collector.coin(SOL, Interval.H1, null, exchange.now).added()).isZero();
    exchange.now = exchange.now.plus(Duration.ofHours(9));
    Coin later = collector.coin(SOL, Interval.H1, null, exchange.now);
    assertThat(later.added()).isEqualTo(9);
    assertThat(later.funding()).isEqualTo(1);
    assertThat(FundingFile.read(file("SOLUSDT_funding.csv")).times()).hasSize(60 * 3 + 1);
  }

  @Test
  void historyGoesBackToTheFirstAndIsNotAskedForTwice() {
    Collector collector = collector(List.of(), List.of());
    assertThat(collector.coin(SOL, Interval.H1, null, exchange.now).added()).isEqualTo(1440);

    Coin whole = collector.coin(SOL, Interval.H1, Collector.FIRST, exchange.now);
    long hours = Duration.between(LISTED, exchange.now).toHours();
    assertThat(whole.candles()).isNotNull();
    assertThat(whole.added()).isEqualTo((int) hours - 1440);
    assertThat(whole.missing()).isZero();
    FundingFile.Rates rates = FundingFile.read(file("SOLUSDT_funding.csv"));
    assertThat(rates.times())
        .hasSize((int) Math.ceilDiv(hours, 8))
        .isSorted()
        .doesNotHaveDuplicates();

    exchange.asked.clear();
    Coin again = collector.coin(SOL, Interval.H1, Collector.FIRST, exchange.now);
    assertThat(again.added() + again.funding()).isZero();
    assertThat(exchange.asked).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aCoinThatIsRefusedIsNamedAndLeavesNothing() {
    Coin gone = collector(List.of(), List.of()).coin(GONE, Interval.H1, null, exchange.now);

    assertThat(gone.failure()).contains("Invalid symbol");
    assertThat(gone.candles()).isNull();
    assertThat(file("GONEUSDT_funding.csv")).doesNotExist();
  }

  @Test
  void figuresAreKeptByTheDayTheyAreAboutAsTheyWereFirstTold() {
    site.answers(
        "/fng/",
        """
        {"data":[{"value":"30","timestamp":"1780272000"},{"value":"25","timestamp":"1780185600"},
         {"value":"20","timestamp":"1780099200"}]}""");
    site.answers(
        "/api/v1/mining/hashrate/all",
        "{\"hashrates\":[{\"timestamp\":1780099200,\"avgHashrate\":9.5e20}]}");
    Collector collector =
        collector(
            List.of(),
            List.of(
                DailyHistory.fearAndGreed(site.base(), client),
                DailyHistory.hashRate(site.base(), client)));

    // 2026-06-01 is not over.
    assertThat(collector.asides(exchange.now))
        .containsExactly(new Aside("Fear & Greed", 2, null), new Aside("hash rate", 1, null));
    assertThat(DailyFile.read(file("fear-greed.csv")).values())
        .isEqualTo(
            Map.of(LocalDate.parse("2026-05-30"), 20.0, LocalDate.parse("2026-05-31"), 25.0));
    assertThat(DailyFile.read(file("hash-rate.csv")).values())
        .isEqualTo(Map.of(LocalDate.parse("2026-05-30"), 950.0));

    site.answers("/fng/", "{\"data\":[{\"value\":\"99\",\"timestamp\":\"1780185600\"}]}");
    site.answers("/api/v1/mining/hashrate/all", "{\"hashrates\":[]}");
    assertThat(collector.asides(exchange.now).getFirst().added()).isZero();
    assertThat(collector.asides(exchange.now).getLast().failure()).contains("/hashrates");
    assertThat(DailyFile.read(file("fear-greed.csv")).values())
        .containsEntry(LocalDate.parse("2026-05-31"), 25.0);
  }

  @Test
  void headlinesAreKeptOnceAlsoAfterALineThatWasCutOff() throws Exception {
    site.answers(
        "/rss",
        """
        <rss><channel><item><title>One</title><pubDate>Mon, 05 Jan 2026 03:00:00 GMT</pubDate></item>
        <item><title>Two</title></item></channel></rss>""");
    Collector collector =
        collector(List.of(new RssNews("feed", site.at("/rss"), client)), List.of());

    assertThat(collector.asides(exchange.now)).containsExactly(new Aside("feed", 2, null));
    assertThat(collector.asides(exchange.now)).containsExactly(new Aside("feed", 0, null));
    Path news = file("news.jsonl");
    assertThat(Files.readAllLines(news).getFirst())
        .isEqualTo(
            "{\"source\":\"feed\",\"title\":\"One\",\"published_at\":\"2026-01-05T03:00:00Z\","
                + "\"seen_at\":\"2026-06-01T12:00:00Z\"}");
    String whole = Files.readString(news);
    Files.writeString(news, whole.substring(0, whole.length() - 20));
    assertThat(collector.asides(exchange.now)).containsExactly(new Aside("feed", 1, null));
    assertThat(collector.asides(exchange.now)).containsExactly(new Aside("feed", 0, null));
  }

  @Test
  void coinsAreWhatADeskMayTradeAndTheSignal() {
    assertThat(
            Collector.coins(
                Stream.of("BTCUSDT", "SOLUSDT", "USDCUSDT", "SOLBTC").map(Symbol::of).toList(),
                ScannerSettings.Exclusions.standard()))
        .containsExactly(Symbol.of("BTCUSDT"), SOL);
  }
}
